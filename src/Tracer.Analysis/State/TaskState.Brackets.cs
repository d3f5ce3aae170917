namespace Tracer.Analysis.State;

// How what the task does lies to its brackets.
public sealed partial class TaskState
{
    /// <summary>The open bracket that holds all of the extent, innermost first; null if none.</summary>
    public Bracket? BracketAround(MmId mm, AddressRange extent)
    {
        for (var i = brackets.Count - 1; i >= 0; i--)
            if (brackets[i].IsOpen && brackets[i].Mm == mm && brackets[i].Extent.Contains(extent)) return brackets[i];
        return null;
    }

    /// <summary>The innermost open bracket on an address space; null if none.</summary>
    public Bracket? BracketOn(MmId mm)
    {
        for (var i = brackets.Count - 1; i >= 0; i--)
            if (brackets[i].IsOpen && brackets[i].Mm == mm) return brackets[i];
        return null;
    }

    /// <summary>The open bracket that a range_end ends: the one of its name, else the innermost of its extent, else one it overlaps, so that one wrong extent is named once; null if none.</summary>
    public Bracket? Matching(in RangeEndEntered end)
    {
        if (end.Range.Value != 0)
        {
            for (var i = brackets.Count - 1; i >= 0; i--)
                if (brackets[i].IsOpen && brackets[i].Mm == end.Mm && brackets[i].Id == end.Range) return brackets[i];
        }

        for (var i = brackets.Count - 1; i >= 0; i--)
            if (brackets[i].IsOpen && brackets[i].Mm == end.Mm && brackets[i].Extent == end.Extent) return brackets[i];
        for (var i = brackets.Count - 1; i >= 0; i--)
            if (brackets[i].IsOpen && brackets[i].Mm == end.Mm && brackets[i].Extent.Overlaps(end.Extent)) return brackets[i];
        return null;
    }
}
