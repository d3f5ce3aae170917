namespace Tracer.Engine.Faults;

/// <summary>What a driver does wrong in its callbacks, its faults and its release.</summary>
internal static class DriverFaults
{
    /// <summary>What the start has counted the end does not find.</summary>
    internal static readonly PlantedFault ChangeSlotInsideRange = new("change-slot-inside-range",
        "KVM changes a memory slot without waiting for the ranges that are open", "D15", "reclaim", ["kvm"]);

    /// <summary>An end that is the first address outside is taken for the last page inside, and one is subtracted that was not added.</summary>
    internal static readonly PlantedFault DropLastPage = new("drop-last-page",
        "a driver leaves out the last page of a range", "D16", "cow", ["ib-umem-odp"]);

    /// <summary>The first range to end lets faults in while another is open.</summary>
    internal static readonly PlantedFault FlagForCount = new("flag-for-count",
        "a driver keeps a flag for open ranges instead of a count", "N14", "reclaim", ["kvm"]);

    /// <summary>A range is taken for a page.</summary>
    internal static readonly PlantedFault FlushFirstPageOnly = new("flush-first-page-only",
        "a driver that flushes page by page stops after the first page of a range", "D18", "munmap", ["powernv-npu"]);

    /// <summary>The others still translate to the huge page.</summary>
    internal static readonly PlantedFault FlushHeadOnly = new("flush-head-only",
        "of the small entries over a huge page only the first goes", "D17", "mkclean", ["gru"]);

    /// <summary>The page may be freed under the device, which need not let go of it before.</summary>
    internal static readonly PlantedFault ForgetPin = new("forget-pin",
        "a driver that says it pins its pages takes no reference to them", "D10", "reclaim", ["hfi1"]);

    /// <summary>The entry is set although a range over it is open: it may outlive the page.</summary>
    internal static readonly PlantedFault InstallInsideBracket = new("install-inside-bracket",
        "KVM sets an entry without looking at its count and sequence", "D02", "reclaim", ["kvm"]);

    /// <summary>Whoever holds mmap_lock and starts a range waits for the lock, and its holder for mmap_lock.</summary>
    internal static readonly PlantedFault LockAcrossFault = new("lock-across-fault",
        "a driver holds the lock that its range_start takes while it has a page faulted in", "D12", "munmap", ["gntdev"]);

    /// <summary>What the device wrote is lost if the page is dropped as clean.</summary>
    internal static readonly PlantedFault LoseDirty = new("lose-dirty",
        "a driver zaps an entry that the device has written through, and does not mark the page dirty", "D19", "reclaim", ["kvm"]);

    /// <summary>A fault between the two steps finds no range open and its sample still valid.</summary>
    internal static readonly PlantedFault LowerCountFirst = new("lower-count-first",
        "range_end lowers the count of open ranges before it moves the sequence", "D04", "reclaim", ["kvm"]);

    /// <summary>No callback comes any more to take the entry away.</summary>
    internal static readonly PlantedFault MapAfterRelease = new("map-after-release",
        "a device that is closed maps one more page", "D14", "reclaim", ["kvm"]);

    /// <summary>Another range may be open over it. There is a page to find only where change_pte comes after the entry is set.</summary>
    internal static readonly PlantedFault MapInChangePte = new("map-in-change-pte",
        "KVM's change_pte sets an entry to the page that it finds", "C05", "cow+reclaim", ["kvm"])
    {
        Changes = ["change-pte-order=after-set"],
    };

    /// <summary>Which page lies at an address is settled under the page-table lock, later.</summary>
    internal static readonly PlantedFault MapInStart = new("map-in-start",
        "range_start sets an entry to the page that it finds there without the page-table lock", "D24", "reclaim", ["gntdev"]);

    /// <summary>Two invalidations may each hold the register that the other waits for.</summary>
    internal static readonly PlantedFault RegistersInAnyOrder = new("registers-in-any-order",
        "some tasks take the flush registers from the first to the last, some from the last to the first", "D23", "reclaim", ["powernv-npu"]);

    /// <summary>An invalidation between the two is taken for an earlier one.</summary>
    internal static readonly PlantedFault SampleAfterLookUp = new("sample-after-look-up",
        "a fault samples the sequence after it has looked the page up", "D06", "reclaim", ["kvm"]);

    /// <summary>The entry is gone, but the device may go on with its copy of it.</summary>
    internal static readonly PlantedFault SkipDeviceFlush = new("skip-device-flush",
        "a driver zaps its entries and does not have the device flush them", "D11", "reclaim", ["kvm"]);

    /// <summary>The core asks for the accessed bits under the page-table lock.</summary>
    internal static readonly PlantedFault SleepInAgeing = new("sleep-in-ageing",
        "KVM's clear_flush_young may sleep", "D08", "reclaim", ["kvm"]);

    /// <summary>The core calls it under the page-table lock.</summary>
    internal static readonly PlantedFault SleepInChangePte = new("sleep-in-change-pte",
        "KVM's change_pte may sleep", "C03", "cow", ["kvm"]);

    /// <summary>The core calls it under the page-table lock.</summary>
    internal static readonly PlantedFault SleepInInvalidateRange = new("sleep-in-ir",
        "a driver's invalidate_range may sleep", "I03", "cow", ["intel-svm"]);

    /// <summary>An invalidation may come between the test and the entry.</summary>
    internal static readonly PlantedFault TestBeforeLock = new("test-before-lock",
        "a fault tests for an invalidation before it takes the lock under which it sets the entry", "D05", "reclaim", ["kvm"]);

    /// <summary>The page tables are freed next.</summary>
    internal static readonly PlantedFault WalkAfterRelease = new("walk-after-release",
        "release leaves the page table with the device", "D13", "reclaim", ["intel-svm"]);
}
