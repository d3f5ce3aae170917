using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>How changes lie to the brackets of their tasks, and which bracket that is.</summary>
internal static class Placements
{
    public static (Placement Placement, Bracket? Bracket) Of(TaskState task, in PteChanged change)
    {
        if (change.Address.IsKnown && task.BracketAround(change.Mm, change.Extent) is { } around) return (Placement.Inside, around);
        if (task.BracketOn(change.Mm) is { } open) return (change.Address.IsKnown ? Placement.NotCovered : Placement.InsideByBracketOnly, open);
        if (!task.BracketsKnown) return (Placement.Unknown, null);
        return change.Address.IsKnown && EndedTooEarly(task, change.Mm, change.Extent) is { } early ? (Placement.AfterEnd, early) : (Placement.Outside, null);
    }

    // A bracket of this operation that held the extent and ended without a change of it.
    private static Bracket? EndedTooEarly(TaskState task, MmId mm, AddressRange extent)
    {
        var ended = task.EndedBrackets;
        for (var i = ended.Length - 1; i >= 0; i--)
            if (ended[i].Mm == mm && ended[i].Extent.Contains(extent) && !ended[i].HasChangeIn(extent)) return ended[i];
        return null;
    }
}
