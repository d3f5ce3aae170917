using Tracer.Engine.Protocols;

namespace Tracer.Engine.Scenarios;

/// <summary>Bugs that kernels had, each as a run.</summary>
internal static class KernelBugs
{
    /// <summary>aac2fea94f7a, three bugs in one call; reverted by 785373b4.</summary>
    internal static readonly Exhibit WrongApi = new("B02",
        "reclaim tells of a range by invalidate_range alone, which KVM does not hear, its length in pages and its base as handed in",
        ["N01", "N07", "N11", "T03"], ["S01", "S02"])
    {
        Paths = [ReclaimScenario.Scenario],
        Shown = new() { Protocol = "aac2fea9", Drivers = ["kvm"] },
        Twin = new() { Protocol = "4.13", Drivers = ["kvm"] },
    };

    /// <summary>c7ab0d2fdc84: the stale page of 4.10 is gone, and so is the sleepable context.</summary>
    internal static readonly Exhibit SleepingInvalidatePage = new("B04",
        "invalidate_page moves under the page-table lock, to drivers whose callback takes a semaphore or a mutex",
        ["P02"], [])
    {
        Paths = [ReclaimScenario.Scenario],
        Shown = new() { Protocol = "4.12", Drivers = ["ib-umem-odp"] },
        Twin = new() { Protocol = "4.13", Drivers = ["ib-umem-odp"] },
    };

    /// <summary>The OOM reaper as it was from 4.6 on, until 4d4bbd8526a8 had it leave watched address spaces alone.</summary>
    internal static readonly Exhibit UnnotifiedReaper = new("B06",
        "the OOM reaper takes the memory of a killed process and tells no driver, whose device goes on with pages that are free",
        ["N01", "T03"], ["S01", "S02"])
    {
        Paths = [OomReaperScenario.Scenario],
        Shown = new() { Protocol = "4.10", Drivers = ["kvm"] },
        MendedBy = ["oom-reaper=skips-notified"],
    };

    /// <summary>Half of the argument of 2010: under SRCU a callback may sleep, but the gather around it has turned preemption off.</summary>
    internal static readonly Exhibit GatherBeforeStart = new("B07",
        "unmap_vmas begins its gather, which turns preemption off, before range_start calls drivers that sleep",
        ["L09"], [])
    {
        Paths = [MunmapScenario.Scenario],
        Shown = new() { Protocol = "2.6.34", Drivers = ["ib-umem-odp"], Changes = ["notifier-list=srcu"] },
        MendedBy = ["gather-place=after-start"],
    };

    /// <summary>The order of set_pte_at_notify to 3.6, in a kernel that the rule about it speaks of.</summary>
    internal static readonly Exhibit ChangePteAfterSet = new("B12",
        "a copied page is set in the page table before KVM hears of it by change_pte",
        ["C01"], [])
    {
        Paths = [CowScenario.Scenario],
        Shown = new() { Protocol = "3.7", Drivers = ["kvm"], Changes = ["change-pte-order=after-set"] },
        Twin = new() { Protocol = "3.7", Drivers = ["kvm"] },
    };

    /// <summary>set_pte_at_notify as 6bdb913f0a70 found it: no range around it, and a fallback for drivers without change_pte.</summary>
    internal static readonly Exhibit UnbracketedChangePte = new("B13",
        "a page is replaced by change_pte with no range around it, and drivers without change_pte get invalidate_page under the page-table lock",
        ["C04", "N01", "P02", "T03"], [])
    {
        Paths = [CowScenario.Scenario],
        Shown = new() { Protocol = "3.7", Drivers = ["ib-umem-odp"], Changes = ["change-pte-bracket=none", "change-pte-fallback=invalidate-page"] },
        Twin = new() { Protocol = "3.7", Drivers = ["ib-umem-odp"] },
    };

    /// <summary>The last kernels before 21a92735f660: every lock on the way to a callback may sleep, the walk of the list may not.</summary>
    internal static readonly Exhibit CallbacksUnderRcu = new("B14",
        "the list of notifiers is walked under RCU, so no callback may sleep, though no spin lock is left above it",
        ["L10"], [])
    {
        Paths = [MunmapScenario.Scenario],
        Shown = new() { Protocol = "3.5", Drivers = ["ib-umem-odp"] },
        MendedBy = ["notifier-list=srcu"],
    };

    /// <summary>What the series of 2017 took from KVM with invalidate_page, and commit b1394e745b94 gave back in range_start.</summary>
    internal static readonly Exhibit LostApicReload = new("B15",
        "KVM is no longer told when the page of the interrupt controller goes, and the guest goes on with a page that is free",
        ["D11"], ["S01", "S02"])
    {
        Paths = [ApicPageScenario.Scenario],
        Shown = new() { Drivers = ["kvm"] },
        MendedBy = ["apic-reload=range-start"],
    };

    /// <summary>What the merge ea25c43179 warns of: nothing keeps a driver from undoing what its start callback invalidated.</summary>
    internal static readonly Exhibit StartOnlyDriver = new("B25",
        "a driver with range_start and no range_end maps the old page again before the entry changes",
        ["D03"], ["S01", "S02"])
    {
        Paths = [ReclaimScenario.Scenario],
        Shown = new() { Drivers = ["gntdev"] },
        MendedBy = ["start-only-guard=count"],
    };

    /// <summary>The second pitfall that the merge ea25c43179 names: the callbacks assumed that it could never be a huge page.</summary>
    internal static readonly Exhibit OnePageForHugeEntry = new("B26",
        "writeback cleans a huge entry and tells of it by one invalidate_page",
        ["P03"], [])
    {
        Paths = [MkcleanScenario.Scenario],
        Shown = new() { Protocol = "4.12", Drivers = ["kvm"] },
        Twin = new() { Protocol = "4.13", Drivers = ["kvm"] },
    };
}
