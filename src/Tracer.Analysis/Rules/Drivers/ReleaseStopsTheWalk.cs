using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers;

/// <summary>D13: a device that walks the CPU's page table has lost it, and all it cached of it, when release returns.</summary>
/// <remarks>The flush counts only after the walk was stopped: before, the device may fill its cache again. It covers everything, for nobody knows what was cached.</remarks>
public sealed class ReleaseStopsTheWalk : Rule, IHandle<CallbackReturned>, IHandle<SecondaryFlushed>
{
    private static readonly Reason StillBound = new("D13.bound",
        "{culprit} with the page table still given to the device by {bound}: it goes on walking tables that are about to be freed.");

    private static readonly Reason NotFlushed = new("D13.not-flushed",
        "{culprit} with no flush of everything after {unbound}: the device goes on using what it has cached.");

    // Sequence of the last acknowledged flush of everything; 0 if there was none.
    private static readonly DriverSlot<long> LastFlushOfAll = new();

    public override RuleInfo Info { get; } = new("D13", nameof(ReleaseStopsTheWalk), Severity.Critical, Fault.Driver, Era.All,
        "Release takes the page table from the device and flushes all it cached, before it returns.",
        "drivers/iommu/intel-svm.c of 4.13: release clears the PASID entry first, then flushes",
        EventKindSet.Of(EventKind.CallbackReturned, EventKind.SecondaryBound), [StillBound, NotFlushed])
    {
        Counterexample = "run · D register amd traits=invalidate-range+release+shares-page-table · D bind driver=amd · A cb-in amd release all · A cb-out amd release all",
    };

    public void On(in CallbackReturned returned, MachineState state, Verdicts verdicts)
    {
        if (returned.Callback != CallbackKind.Release) return;
        var driver = state.Driver(returned.Driver);
        if ((driver.Traits & DriverTraits.SharesPageTable) == 0) return;
        var binding = driver.Binding;
        if (binding.Header.Kind == EventKind.None)
        {
            verdicts.Unjudged("the trace does not show when the device was given the page table");
            return;
        }

        if (binding.As<SecondaryBound>().Bound)
            verdicts.Violated(StillBound, returned, returned.Mm, VirtualAddress.Unknown, new Witness("bound", binding));
        else if (LastFlushOfAll.Of(driver) < binding.Header.Sequence)
            verdicts.Violated(NotFlushed, returned, returned.Mm, VirtualAddress.Unknown, new Witness("unbound", binding));
        else verdicts.Holds();
    }

    public void On(in SecondaryFlushed flushed, MachineState state, Verdicts verdicts)
    {
        if (flushed.Extent == AddressRange.Everything) LastFlushOfAll.Of(state.Driver(flushed.Driver)) = flushed.Header.Sequence;
    }
}
