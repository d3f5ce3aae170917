namespace Tracer.Engine.Faults;

/// <summary>Invalidations and flushes that the core leaves out or puts in the wrong place.</summary>
internal static class InvalidationFaults
{
    /// <summary>The device may have the new page while CPUs still write to the old one.</summary>
    internal static readonly PlantedFault ChangePteBeforeClear = new("change-pte-before-clear",
        "copy-on-write calls change_pte before it clears the old entry", "C02", "cow", []);

    /// <summary>The batch flushes CPUs alone.</summary>
    internal static readonly PlantedFault DeferInvalidation = new("defer-ir",
        "where the flush of the CPUs is put off, invalidate_range is left out", "I10", "reclaim", []);

    /// <summary>Another may get a page that CPUs and devices still write to.</summary>
    internal static readonly PlantedFault FreeBeforeFlush = new("free-before-flush",
        "munmap frees pages before it flushes the TLBs", "T03", "munmap", []);

    /// <summary>What the range has promised is over when the secondary TLB is flushed once more.</summary>
    internal static readonly PlantedFault InvalidateAfterEnd = new("ir-after-range-end",
        "invalidate_range is called after range_end", "I04", "cow", []);

    /// <summary>The CPU may write to the new page while a secondary TLB still reads the old one.</summary>
    internal static readonly PlantedFault InvalidateAfterSet = new("ir-after-set",
        "invalidate_range is called after the new entry is set", "I02", "cow", []);

    /// <summary>Another task may act on the new entry while a secondary TLB still holds the old one.</summary>
    internal static readonly PlantedFault InvalidateAfterUnlock = new("ir-after-unlock",
        "invalidate_range is called after the page-table lock is dropped", "I06", "cow", []);

    /// <summary>Hardware that walks the page table fetches the old entry again between the two.</summary>
    internal static readonly PlantedFault InvalidateBeforeClear = new("ir-before-clear",
        "invalidate_range is called before the entry is cleared instead of after", "I05", "cow", []);

    /// <summary>No driver has the callback any more.</summary>
    internal static readonly PlantedFault InvalidatePageToo = new("invalidate-page-too",
        "the reverse-map paths still call invalidate_page", "P05", "reclaim", []);

    /// <summary>Hardware that walks the page table may keep the way to a table that is another's by now.</summary>
    internal static readonly PlantedFault KeepWalkCaches = new("keep-walk-caches",
        "page tables are freed without an invalidate_range", "I13", "munmap", []);

    /// <summary>A page shared after fork is written by one for both.</summary>
    internal static readonly PlantedFault RestoreWritable = new("restore-writable",
        "reclaim puts a read-only entry back as a writable one", "I09", "cow+reclaim", []);

    /// <summary>Hardware that shares the page table never hears that what it has cached is gone.</summary>
    internal static readonly PlantedFault SkipInvalidateRange = new("skip-invalidate-range",
        "reclaim takes entries away without an invalidate_range", "I01", "reclaim", [])
    {
        Changes = ["range-end=end-only"],
    };
}
