namespace Tracer.Analysis.Rules.Drivers.Invalidation;

/// <summary>What a callback left of the entries that touch its range and were set before it was called: one answer for each callback.</summary>
public enum Remains
{
    /// <summary>No entry: as it should be.</summary>
    Nothing,

    /// <summary>Nothing in the range was gone through, or not in one of the driver's tables, though entries lie wholly in it.</summary>
    Everything,

    /// <summary>Others were zapped, but not the one at the range's first or last page.</summary>
    Edge,

    /// <summary>No entry, and the one next to the range went too, with others spared.</summary>
    BeyondEdge,

    /// <summary>Only entries that lie partly in the range, such as a huge one.</summary>
    HugeInPart,

    /// <summary>Of small entries over one huge page of the CPU some were zapped and some not.</summary>
    RestOfHuge,

    /// <summary>Some were zapped and others not, and not in one of the ways above.</summary>
    Rest,
}
