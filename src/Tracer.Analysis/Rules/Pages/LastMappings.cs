using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Pages;

/// <summary>The entry that was last stored to map each page. An older one that still does is not remembered: a page is looked up where it is freed, never searched for.</summary>
internal sealed class LastMappings
{
    private readonly Dictionary<long, PteChanged> byFrame = [];

    public void Take(in PteChanged change)
    {
        if (change.New.IsPresent && change.New.IsLeafAt(change.Level)) byFrame[change.New.Pfn.Value] = change;
    }

    /// <summary>An entry that maps one of these frames now; null if none is known. They are handed out anew, so what was known of them is forgotten.</summary>
    public PteChanged? InForce(Pfn first, long frames, MachineState state)
    {
        PteChanged? found = null;
        for (var frame = first.Value; frame < first.Value + frames; frame++)
            if (byFrame.Remove(frame, out var store) && found is null && IsInForce(in store, state)) found = store;
        return found;
    }

    public void Clear() => byFrame.Clear();

    private static bool IsInForce(in PteChanged store, MachineState state)
    {
        ref readonly var record = ref state.Mm(store.Mm).Pages.Find(store.Address);
        ref readonly var now = ref record.Store;
        return record.IsKnown && now.New.IsPresent && now.Level == store.Level && now.New.Pfn == store.New.Pfn && state.Table(now.Table).Reach != TableReach.Private;
    }
}
