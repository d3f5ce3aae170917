using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers;

/// <summary>D19: what a device wrote through an entry is told to the page before the callback that zaps the entry returns; until then the page is live.</summary>
/// <remarks>
/// Only writes that the trace shows count, and the driver may tell before it zaps or after. An IOMMU that walks the CPU's page table sets the dirty bit there;
/// who pins its pages marks them when it lets go; a page that is already free cannot be marked, and S01 names how that came about.
/// </remarks>
public sealed class DirtyIsToldBeforeReturn : Rule, IHandle<CallbackReturned>
{
    private static readonly Reason Untold = new("D19.untold",
        "{culprit}, and nobody has marked the page dirty that {write} wrote before {zap}: if it is dropped as clean, the write is lost.");

    public override RuleInfo Info { get; } = new("D19", Severity.Medium, Fault.Driver, Era.All,
        "A page that a device has written is marked dirty before the callback that zaps its entry returns.",
        "include/linux/mmu_notifier.h, on invalidate_page and range_start: set_page_dirty while the page is still referenced; kvm_set_pfn_dirty",
        EventKindSet.Of(EventKind.CallbackReturned, EventKind.SecondaryAccessed, EventKind.SecondaryUnmapped, EventKind.DirtyTransferred), [Untold])
    {
        Counterexample = "run · D map 0x1000 rw driver=kvm · D access 0x1000 w · A cb-in kvm range-start 0x1000+1 · A zap 0x1000 · A cb-out kvm range-start 0x1000+1",
    };

    public void On(in CallbackReturned returned, MachineState state, Verdicts verdicts)
    {
        if (!state.Observes(EventKind.DirtyTransferred)) return;
        var driver = state.Driver(returned.Driver);
        if ((driver.Traits & (DriverTraits.SharesPageTable | DriverTraits.PinsPages)) != 0) return;
        var told = true;
        foreach (ref readonly var untold in driver.Dirty.Untold)
        {
            ref readonly var zap = ref untold.Zap.As<SecondaryUnmapped>();
            if (zap.Header.Task != returned.Header.Task || !IsLive(state, in zap)) continue;
            told = false;
            verdicts.Violated(Untold, returned, returned.Mm, zap.Address, new Witness("write", VmEvent.Of(untold.Write)), new Witness("zap", untold.Zap));
        }

        var call = state.TaskOf(returned.Header).CallOf(returned.Driver);
        if (told && call is not null && call.TellsDirty) verdicts.Holds();
    }

    private static bool IsLive(MachineState state, in SecondaryUnmapped zap) =>
        state.Frame(zap.Pfn) is not { } frame || !frame.IsFree && (zap.Generation == 0 || frame.Generation == zap.Generation);
}
