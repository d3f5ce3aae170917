using Tracer.Engine.Protocols;

namespace Tracer.Engine.Scenarios;

/// <summary>The arguments that the rules were made for, each as a run.</summary>
internal static class FoundingArguments
{
    /// <summary>The first pitfall that the merge ea25c43179 names.</summary>
    internal static readonly Exhibit StalePage = new("S-A",
        "the page-table lock is dropped before invalidate_page is called, and a new page is mapped at the address in between",
        ["P01"], [])
    {
        Paths = [ReclaimScenario.Scenario, MadviseFreeScenario.Scenario],
        Shown = new() { Protocol = "4.10", Drivers = ["kvm"] },
        Twin = new() { Protocol = "4.12", Drivers = ["kvm"] },
    };

    /// <summary>All that c7ab0d2fdc84 broke; the start-only drivers among them are guarded, for what they break besides is another exhibit.</summary>
    internal static readonly Exhibit ThreeSleepers = new("S-B",
        "invalidate_page under the page-table lock, to the three drivers whose callback sleeps",
        ["P02"], [])
    {
        Paths = [ReclaimScenario.Scenario],
        Shown = new() { Protocol = "4.12", Drivers = ["ib-umem-odp", "gntdev", "amdgpu"], Changes = ["start-only-guard=count"] },
        Twin = new() { Protocol = "4.13", Drivers = ["ib-umem-odp", "gntdev", "amdgpu"], Changes = ["start-only-guard=count"] },
    };

    /// <summary>The first bug of aac2fea94f7a alone.</summary>
    internal static readonly Exhibit RangeCallAlone = new("S-C-api",
        "reclaim calls invalidate_range in place of range_start and range_end; the range is right",
        ["N01", "N11", "T03"], ["S01", "S02"])
    {
        Paths = [ReclaimScenario.Scenario],
        Shown = new() { Protocol = "aac2fea9", Drivers = ["kvm"], Changes = ["rmap-range-length=bytes"] },
        MendedBy = ["rmap-range-api=start-end"],
    };

    /// <summary>The third bug of aac2fea94f7a alone, in a kernel whose reverse map hands in an address inside a huge page.</summary>
    internal static readonly Exhibit UnalignedBase = new("S-C-base",
        "writeback opens a range that begins where the reverse map points into a huge page, and the entries before it stay with the device",
        ["N05", "N07"], ["S03"])
    {
        Paths = [MkcleanScenario.Scenario],
        Shown = new()
        {
            Protocol = "aac2fea9",
            Drivers = ["gru"],
            Changes = ["rmap-range-api=start-end", "rmap-range-length=bytes", "rmap-range-end=clamped", "rmap-walk-address=inside"],
        },
        MendedBy = ["rmap-range-base=aligned"],
    };

    /// <summary>The second bug of aac2fea94f7a alone.</summary>
    internal static readonly Exhibit PagesForBytes = new("S-C-length",
        "reclaim opens a range whose length in pages was taken for bytes, so that it covers next to nothing",
        ["N05", "N07", "T03"], ["S01", "S02"])
    {
        Paths = [ReclaimScenario.Scenario],
        Shown = new() { Protocol = "aac2fea9", Drivers = ["kvm"], Changes = ["rmap-range-api=start-end"] },
        MendedBy = ["rmap-range-length=bytes"],
    };

    /// <summary>Where the merge ea25c43179 left the reverse map.</summary>
    internal static readonly Exhibit MendedReverseMap = new("S-D",
        "4.13 as it was released: a range around the loop for the drivers that sleep, invalidate_range under the lock for those that share the page table",
        [], [])
    {
        Paths = [ReclaimScenario.Scenario, MkcleanScenario.Scenario],
        Shown = new() { Protocol = "4.13", Drivers = ["kvm", "amd-iommu-v2"] },
    };

    /// <summary>Where the argument of 2010 begins.</summary>
    internal static readonly Exhibit ListUnderRcu = new("S-E-1",
        "the list of notifiers is walked under RCU: not even munmap may call a driver that sleeps",
        ["L10"], [])
    {
        Paths = [MunmapScenario.Scenario],
        Shown = new() { Protocol = "2.6.34", Drivers = ["ib-umem-odp"] },
        MendedBy = ["notifier-list=srcu", "gather-place=after-start"],
    };

    /// <summary>What two of the patches of 2010 leave out.</summary>
    internal static readonly Exhibit TruncateUnderSpinLock = new("S-E-2",
        "with SRCU and the gather moved munmap may sleep, but truncate calls drivers under the spin lock of the file's mappings",
        ["L11"], [])
    {
        Paths = [TruncateScenario.Scenario],
        Shown = new() { Protocol = "2.6.34", Drivers = ["ib-umem-odp"], Changes = ["notifier-list=srcu", "gather-place=after-start"] },
        MendedBy = ["i-mmap-lock=mutex"],
    };

    /// <summary>Where the argument of 2010 was to lead.</summary>
    internal static readonly Exhibit SleepableLocks = new("S-E-3",
        "SRCU, the gather moved, and mutexes for both locks of the reverse map: whatever notifies of a range may sleep",
        [], [])
    {
        Paths = [MunmapScenario.Scenario, TruncateScenario.Scenario],
        Shown = new()
        {
            Protocol = "2.6.34",
            Drivers = ["ib-umem-odp"],
            Changes = ["notifier-list=srcu", "gather-place=after-start", "i-mmap-lock=mutex", "anon-vma-lock=mutex"],
        },
    };

    /// <summary>What transparent huge pages add to the argument of 2010, and the callback that was proposed against it.</summary>
    internal static readonly Exhibit RangeUnderTableLock = new("S-E-4",
        "with every lock above it sleepable, the change of a huge entry still calls range_start under the page-table lock",
        ["L04", "N02"], [])
    {
        Paths = [ReclaimScenario.Scenario],
        Shown = new()
        {
            Protocol = "2.6.39",
            Drivers = ["gru"],
            Changes = ["notifier-list=srcu", "gather-place=after-start", "i-mmap-lock=mutex", "anon-vma-lock=mutex"],
        },
        MendedBy = ["huge-notify=invalidate-hugepage"],
    };

    /// <summary>The first alternative of the merge ea25c43179: a sequence and a count.</summary>
    internal static readonly Exhibit GuardedByCount = new("S-F-count",
        "amdgpu has range_start alone and maps what is about to be copied; its twin counts open ranges and moves a sequence",
        ["D03"], ["S02"])
    {
        Paths = [CowScenario.Scenario],
        Shown = new() { Drivers = ["amdgpu"] },
        MendedBy = ["start-only-guard=count"],
    };

    /// <summary>The second alternative of the merge ea25c43179: a reference to each page, for who can live with an old one.</summary>
    internal static readonly Exhibit GuardedByReferences = new("S-F-references",
        "gntdev has range_start alone and maps what truncate is about to free; its twin holds a reference to what it maps",
        ["D03"], ["S01", "S02"])
    {
        Paths = [TruncateScenario.Scenario],
        Shown = new() { Drivers = ["gntdev"] },
        MendedBy = ["start-only-guard=page-references"],
    };

    /// <summary>The last alternative of the merge ea25c43179: invalidate_range under the page-table lock.</summary>
    internal static readonly Exhibit GuardedByInvalidateRange = new("S-F-under-lock",
        "amdgpu has range_start alone and maps what reclaim is about to take; its twin unmaps again when the entry is gone",
        ["D03"], ["S01", "S02"])
    {
        Paths = [ReclaimScenario.Scenario],
        Shown = new() { Drivers = ["amdgpu"] },
        MendedBy = ["start-only-guard=invalidate-range"],
    };

    /// <summary>The first permutation of the guard of KVM.</summary>
    internal static readonly Exhibit CountBeforeSequence = new("S-G-count",
        "KVM lowers its count of open ranges before it moves the sequence",
        ["D04"], [])
    {
        Paths = [ReclaimScenario.Scenario],
        Shown = new() { Drivers = ["kvm"], Faults = ["lower-count-first"] },
        Twin = new() { Drivers = ["kvm"] },
    };

    /// <summary>The third permutation of the guard of KVM.</summary>
    internal static readonly Exhibit LateSample = new("S-G-sample",
        "KVM samples the sequence after it has looked the page up",
        ["D06"], ["S01", "S02"])
    {
        Paths = [MadviseDontneedScenario.Scenario],
        Shown = new() { Drivers = ["kvm"], Faults = ["sample-after-look-up"] },
        Twin = new() { Drivers = ["kvm"] },
    };

    /// <summary>The second permutation of the guard of KVM.</summary>
    internal static readonly Exhibit TestOutsideLock = new("S-G-test",
        "KVM tests for an invalidation before it takes the lock under which it maps",
        ["D05"], ["S01", "S02"])
    {
        Paths = [MadviseDontneedScenario.Scenario],
        Shown = new() { Drivers = ["kvm"], Faults = ["test-before-lock"] },
        Twin = new() { Drivers = ["kvm"] },
    };
}
