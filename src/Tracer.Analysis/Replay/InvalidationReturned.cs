namespace Tracer.Analysis.Replay;

/// <summary>A start or invalidate callback has returned, and it can be said what it left of its range.</summary>
/// <param name="Callback">Its return.</param>
/// <param name="Entered">Its call.</param>
/// <param name="Remains">What it left.</param>
/// <param name="Entry">An entry that it left; empty if none.</param>
/// <param name="Zapped">An entry that it zapped: in the range, or beyond its edge where that is what is said; else a flush of part of the range; of kind None if neither.</param>
public readonly record struct InvalidationReturned(CallbackReturned Callback, VmEvent Entered, Remains Remains, SecondaryMapped Entry, VmEvent Zapped);

/// <summary>What a callback left of the entries that touch its range and were set before it was called; each has one rule that speaks of it.</summary>
public enum Remains
{
    /// <summary>No entry: as it should be.</summary>
    Nothing,

    /// <summary>Nothing in the range was gone through, or not in one of the driver's tables, though entries lie wholly in it: D11.</summary>
    Everything,

    /// <summary>Others were zapped, but not the one at the range's first or last page: D16.</summary>
    Edge,

    /// <summary>No entry, and the one next to the range went too, with others spared: D16.</summary>
    BeyondEdge,

    /// <summary>Only entries that lie partly in the range, such as a huge one: D17.</summary>
    HugeInPart,

    /// <summary>Of small entries over one huge page of the CPU some were zapped and some not: D17.</summary>
    RestOfHuge,

    /// <summary>Some were zapped and others not, and not in one of the ways above: D18.</summary>
    Rest,
}
