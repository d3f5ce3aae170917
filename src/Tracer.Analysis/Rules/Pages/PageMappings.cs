using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Pages;

/// <summary>The entries that map pages, as their tables hold them: by the place in its table each is set and taken away, by its frame it is found.</summary>
internal sealed class PageMappings
{
    private readonly Dictionary<(TableId Table, ushort Index), PageMapping> entries = [];
    private readonly Dictionary<long, List<(TableId Table, ushort Index)>> byFrame = [];
    private readonly Stack<List<(TableId Table, ushort Index)>> spare = [];

    /// <summary>Takes a store, and tells what the entry mapped that it does not map any more; null if that was nothing, or is not known.</summary>
    public PageMapping? Take(in PteChanged change)
    {
        var place = (change.Table, change.Index);
        var isMapping = change.New.IsPresent && change.New.IsLeafAt(change.Level);
        var wasMapping = entries.TryGetValue(place, out var before);
        if (wasMapping && isMapping && before.Page == change.New.Pfn) return null;
        if (wasMapping) Remove(place, before.Page);
        if (isMapping) Add(place, PageMapping.SetBy(in change));
        return wasMapping ? before : null;
    }

    /// <summary>An entry that maps one of these frames now; null if none is known. They are handed out anew, so what was known of them is forgotten.</summary>
    public PageMapping? InForce(Pfn first, long frames, MachineState state)
    {
        PageMapping? found = null;
        for (var frame = first.Value; frame < first.Value + frames; frame++)
        {
            if (!byFrame.Remove(frame, out var places)) continue;
            foreach (var place in places)
                if (entries.Remove(place, out var mapping) && IsInForce(in mapping, state)) found ??= mapping;
            Spare(places);
        }

        return found;
    }

    public void Clear()
    {
        entries.Clear();
        foreach (var places in byFrame.Values) Spare(places);
        byFrame.Clear();
    }

    // Nothing has been stored at the address since, and it can be reached.
    private static bool IsInForce(in PageMapping mapping, MachineState state)
    {
        ref readonly var record = ref state.Mm(mapping.Mm).Pages.Find(mapping.Address);
        ref readonly var now = ref record.Store;
        return record.IsKnown && now.New.IsPresent && now.Level == mapping.Store.Level && now.New.Pfn == mapping.Page && state.Table(mapping.Store.Table).Reach != TableReach.Private;
    }

    private void Add((TableId Table, ushort Index) place, in PageMapping mapping)
    {
        entries[place] = mapping;
        if (!byFrame.TryGetValue(mapping.Page.Value, out var places)) byFrame[mapping.Page.Value] = places = spare.TryPop(out var known) ? known : [];
        places.Add(place);
    }

    private void Remove((TableId Table, ushort Index) place, Pfn page)
    {
        entries.Remove(place);
        if (!byFrame.TryGetValue(page.Value, out var places)) return;
        places.Remove(place);
        if (places.Count > 0) return;
        byFrame.Remove(page.Value);
        Spare(places);
    }

    private void Spare(List<(TableId Table, ushort Index)> places)
    {
        places.Clear();
        spare.Push(places);
    }
}
