namespace Tracer.Engine.Faults;

/// <summary>What the core announces wrongly: a range that is missing, too short, or ended too early.</summary>
internal static class BracketFaults
{
    /// <summary>Between the end and the change a device may map the old page again.</summary>
    internal static readonly PlantedFault EarlyRangeEnd = new("early-range-end",
        "the reverse-map paths end their bracket before they change anything", "N03", "reclaim", []);

    /// <summary>A CPU may write to a page that counts as clean.</summary>
    internal static readonly PlantedFault FlushAfterEnd = new("flush-after-end",
        "writeback flushes the CPUs when the range has ended", "N21", "mkclean", []);

    /// <summary>The end of a range is the first address outside.</summary>
    internal static readonly PlantedFault InclusiveEnd = new("inclusive-end",
        "fork announces its region up to the last byte instead of the first behind it", "N07", "cow", []);

    /// <summary>How a large page is mapped shows only under the page-table lock, and the range is given before.</summary>
    internal static readonly PlantedFault OnePageOfCompound = new("one-page-of-compound",
        "the reverse-map paths announce one page, however large the page is that they work on", "N06", "reclaim", []);

    /// <summary>Drivers give up what nobody touches, and wait for what is not theirs.</summary>
    internal static readonly PlantedFault RangeBeyondRegion = new("range-beyond-region",
        "fork announces a page more than its region has", "N08", "cow", []);

    /// <summary>Whoever counts open ranges by address takes the last page for one that stays as it is.</summary>
    internal static readonly PlantedFault RangeOnePageShort = new("range-one-page-short",
        "fork announces its region without the last page", "N05", "cow", []);

    /// <summary>The entry is as it was, but the driver's count is not.</summary>
    internal static readonly PlantedFault SkipEndOnAbort = new("skip-end-on-abort",
        "reclaim does not end its range where it puts an entry back", "N19", "reclaim", []);

    /// <summary>A driver that counts open ranges never sees the count at nothing again: its faults wait for ever.</summary>
    internal static readonly PlantedFault SkipRangeEnd = new("skip-range-end",
        "range_end is never called", "N04", "reclaim", []);

    /// <summary>Devices go on writing to pages that parent and child now share.</summary>
    internal static readonly PlantedFault UnannouncedFork = new("unannounced-fork",
        "fork write-protects what it copies without a range around it", "N01", "cow", []);

    /// <summary>Devices that walk the page table walk one that is freed.</summary>
    internal static readonly PlantedFault UnmapBeforeRelease = new("unmap-before-release",
        "exit unmaps the memory before it has drivers let go", "N18", "exit", []);
}
