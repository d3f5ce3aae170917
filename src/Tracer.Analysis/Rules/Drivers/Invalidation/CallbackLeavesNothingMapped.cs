using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.Invalidation;

/// <summary>D11: when an invalidation returns, the device can no longer reach the range, neither by an entry nor by a cached copy of one.</summary>
/// <remarks>Of what a callback leaves set, this rule names that nothing in its range was gone through at all, or not in one of the driver's tables.</remarks>
public sealed class CallbackLeavesNothingMapped : Rule, IHandle<InvalidationUnclear>, IHandle<InvalidationReturned>, IHandle<SecondaryFlushed>, IHandle<SecondaryBound>,
    IHandle<InvalidationSampled>, IHandle<PageLookedUp>, IHandle<RetryTested>, IHandle<InvalidationCounted>
{
    private static readonly Reason Mapped = new("D11.mapped",
        "{culprit}, and {map} is still in force: the page is about to change under it.");

    private static readonly Reason Unflushed = new("D11.unflushed",
        "{culprit}, and the device has not been told to forget what {zap} took away: it may go on with a copy of the entry.");

    // True once the trace has shown a step of the driver's protocol, so that a flush that does not come was not made.
    private static readonly DriverSlot<bool> ShowsSteps = new();

    public override RuleInfo Info { get; } = new("D11", nameof(CallbackLeavesNothingMapped), Severity.Critical, Fault.Driver, Era.All,
        "A start or invalidate callback returns only after it has zapped the range and flushed what the device had cached of it.",
        "include/linux/mmu_notifier.h: of invalidate_range_start, that no new secondary access may be established once it returns",
        EventKindSet.Of(EventKind.CallbackReturned, EventKind.SecondaryMapped, EventKind.SecondaryUnmapped), [Mapped, Unflushed])
    {
        YieldsTo =
        [
            new("D16.missed", "the rest of the range went: the test of its edge is what is wrong") { From = Mapped.Code, Example = ThreePages + " · A zap 0x1000 · A zap 0x2000" + Return },
            new("D17.in-part", "no entry lies wholly in the range: the rounding is what is wrong")
            {
                From = Mapped.Code, Example = "run · D map 0x200000 level=pmd driver=kvm · A cb-in kvm range-start 0x201000+1 · A cb-out kvm range-start 0x201000+1",
            },
            new("D18.rest", "part of the range went: the walk of it is what is wrong") { From = Mapped.Code, Example = ThreePages + " · A zap 0x1000" + Return },
        ],
        Counterexample = "run · D register kvm traits=range-start+range-end · D map 0x1000 pfn=1 driver=kvm · A cb-in kvm range-start 0x1000+1 · A cb-out kvm range-start 0x1000+1",
    };

    private const string ThreePages = "run · D map 0x1000 driver=kvm · D map 0x2000 · D map 0x3000 · A cb-in kvm range-start 0x1000+3";
    private const string Return = " · A cb-out kvm range-start 0x1000+3";

    public void On(in InvalidationUnclear unclear, MachineState state, Verdicts verdicts) => verdicts.Unjudged(unclear.Because);

    public void On(in InvalidationReturned invalidation, MachineState state, Verdicts verdicts)
    {
        var returned = invalidation.Callback;
        var driver = state.Driver(returned.Driver);
        ref readonly var progress = ref InvalidationJudge.ProgressOf(invalidation.Call);
        if (invalidation.Remains == Remains.Everything)
            verdicts.Violated(Mapped, returned, returned.Mm, invalidation.Entry.Address, new Witness("map", VmEvent.Of(invalidation.Entry)));
        else if (!progress.Unflushed.IsEmpty && (state.IsExact ? ShowsSteps.Of(driver) : state.Observes(EventKind.SecondaryFlushed)))
            verdicts.Violated(Unflushed, returned, returned.Mm, progress.Unflushed.Start, new Witness("zap", progress.LastZap));
        else if (invalidation.Call.FirstZap.Header.Kind != EventKind.None || driver.Mappings.All.Count > 0)
            verdicts.Holds();
    }

    public void On(in SecondaryFlushed flushed, MachineState state, Verdicts verdicts) => Show(flushed.Driver, state);

    public void On(in SecondaryBound bound, MachineState state, Verdicts verdicts) => Show(bound.Driver, state);

    public void On(in InvalidationSampled sampled, MachineState state, Verdicts verdicts) => Show(sampled.Driver, state);

    public void On(in PageLookedUp lookedUp, MachineState state, Verdicts verdicts) => Show(lookedUp.Driver, state);

    public void On(in RetryTested tested, MachineState state, Verdicts verdicts) => Show(tested.Driver, state);

    public void On(in InvalidationCounted counted, MachineState state, Verdicts verdicts) => Show(counted.Driver, state);

    private static void Show(DriverId driver, MachineState state) => ShowsSteps.Of(state.Driver(driver)) = true;
}
