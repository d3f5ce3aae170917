namespace Tracer.Engine.Faults;

/// <summary>Locks that are not held, or held where they must not be.</summary>
internal static class LockFaults
{
    /// <summary>While range_start slept another page may have come to the address.</summary>
    internal static readonly PlantedFault ActOnStaleEntry = new("act-on-stale-entry",
        "KSM reads the entry before range_start and does not read it again under the lock", "N10", "ksm", []);

    /// <summary>Who registers a driver, or takes the region away, is not kept out.</summary>
    internal static readonly PlantedFault MadviseUnlocked = new("madvise-unlocked",
        "madvise(MADV_FREE) does without mmap_lock", "N09", "madvise-free", []);

    /// <summary>Callbacks of range_end may sleep, and a driver's lock may be waiting for a fault that needs the page-table lock.</summary>
    internal static readonly PlantedFault RangeEndUnderPtl = new("range-end-under-ptl",
        "the reverse-map paths call range_end before they drop the page-table lock", "L08", "reclaim", []);

    /// <summary>Faults and madvise go on meanwhile, and the driver hears the end of a range whose start it missed.</summary>
    internal static readonly PlantedFault RegisterShared = new("register-shared",
        "a driver is registered under mmap_lock for reading", "N17", "reclaim", ["kvm"]);

    /// <summary>The task may be scheduled away while others spin for its lock.</summary>
    internal static readonly PlantedFault SleepUnderPtl = new("sleep-under-ptl",
        "reclaim may sleep for memory while it holds the page-table lock", "L04", "reclaim", []);

    /// <summary>Callbacks of range_start may sleep.</summary>
    internal static readonly PlantedFault StartUnderPtl = new("start-under-ptl",
        "copy-on-write and KSM call range_start after they have taken the page-table lock", "N02", "cow", []);

    /// <summary>The second time it may be another's.</summary>
    internal static readonly PlantedFault UnlockTwice = new("unlock-twice",
        "munmap gives the page-table lock back twice", "L07", "munmap", []);

    /// <summary>A fault or the reverse map may change the same entries at the same time.</summary>
    internal static readonly PlantedFault UnlockedPteChange = new("unlocked-pte-change",
        "munmap clears entries without the page-table lock", "L02", "munmap", []);
}
