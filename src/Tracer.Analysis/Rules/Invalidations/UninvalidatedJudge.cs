using System.Runtime.InteropServices;
using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Invalidations;

/// <summary>Knows the changes of a bracket that no invalidate_range has covered when their page-table lock was dropped, nor since.</summary>
public sealed class UninvalidatedJudge : Judge, ITake<SectionEnded>, ITake<RangeInvalidated>
{
    private static readonly BracketSlot<List<SectionChange>> Uninvalidated = new(static changes => changes.Clear());

    internal static ReadOnlySpan<SectionChange> In(Bracket bracket) => CollectionsMarshal.AsSpan(Uninvalidated.Of(bracket));

    public void Take(in SectionEnded ended, MachineState state, Occurrences occurrences)
    {
        foreach (ref readonly var change in ended.Section.Changes)
            if (change.NeedsInvalidation && !change.IsInvalidated && change.Bracket is { } bracket) Uninvalidated.Of(bracket).Add(change);
    }

    public void Take(in RangeInvalidated ir, MachineState state, Occurrences occurrences)
    {
        foreach (var bracket in state.TaskOf(ir.Header).Brackets)
            if (bracket.Mm == ir.Mm) Remove(Uninvalidated.Of(bracket), ir.Extent);
    }

    private static void Remove(List<SectionChange> changes, AddressRange extent)
    {
        for (var i = changes.Count - 1; i >= 0; i--)
            if (extent.Contains(changes[i].First.Extent)) changes.RemoveAt(i);
    }
}
