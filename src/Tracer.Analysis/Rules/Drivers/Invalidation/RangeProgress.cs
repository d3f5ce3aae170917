namespace Tracer.Analysis.Rules.Drivers.Invalidation;

/// <summary>What a callback has zapped and flushed so far, of its range and beside it.</summary>
internal record struct RangeProgress
{
    /// <summary>The last entry that it zapped; of kind None if none.</summary>
    public VmEvent LastZap { get; private set; }

    /// <summary>The first entry that it zapped and that touches its range; of kind None if none.</summary>
    public VmEvent Inside { get; private set; }

    /// <summary>The first entry that it zapped outside the range; of kind None if none.</summary>
    public VmEvent Beyond { get; private set; }

    /// <summary>Entries that it zapped outside the range.</summary>
    public int BeyondCount { get; private set; }

    /// <summary>What it zapped and has not flushed since; empty if nothing.</summary>
    public AddressRange Unflushed { get; private set; }

    /// <summary>What its device has flushed of the range, from the lowest address to the highest; empty if nothing.</summary>
    public AddressRange Flushed { get; private set; }

    /// <summary>The first flush of any of the range; of kind None if there was none.</summary>
    public VmEvent FirstFlush { get; private set; }

    /// <summary>True if it zapped an entry that touches its range.</summary>
    public readonly bool HasZapped => Inside.Header.Kind != EventKind.None;

    /// <summary>True if it went through some of the range: it zapped or flushed there, and did not flush all of it.</summary>
    public readonly bool HasBegun(AddressRange range) => HasZapped || !Flushed.IsEmpty && Flushed != range;

    /// <summary>Where it zapped first, or flushed from.</summary>
    public readonly VirtualAddress BegunAt => HasZapped ? Inside.As<SecondaryUnmapped>().Address : Flushed.Start;

    public void Zap(in SecondaryUnmapped zap, AddressRange range)
    {
        LastZap = VmEvent.Of(zap);
        var extent = AddressRange.Of(zap.Address, PageSize.Of(zap.Level));
        if (!range.Overlaps(extent))
        {
            if (BeyondCount++ == 0) Beyond = LastZap;
        }
        else if (!HasZapped)
        {
            Inside = LastZap;
        }

        Unflushed = Spanning(Unflushed, extent);
    }

    // A driver may flush page by page, in either direction.
    public void Flush(in SecondaryFlushed flush, AddressRange range)
    {
        var extent = flush.Extent;
        if (range.Overlaps(extent))
        {
            if (Flushed.IsEmpty) FirstFlush = VmEvent.Of(flush);
            Flushed = Spanning(Flushed, new AddressRange(extent.Start < range.Start ? range.Start : extent.Start, extent.End > range.End ? range.End : extent.End));
        }

        if (extent.Contains(Unflushed)) Unflushed = default;
        else if (extent.Contains(Unflushed.Start)) Unflushed = Unflushed with { Start = extent.End };
        else if (extent.Start < Unflushed.End && Unflushed.End <= extent.End) Unflushed = Unflushed with { End = extent.Start };
    }

    private static AddressRange Spanning(AddressRange known, AddressRange more) => known.IsEmpty ? more
        : new AddressRange(more.Start < known.Start ? more.Start : known.Start, more.End > known.End ? more.End : known.End);
}
