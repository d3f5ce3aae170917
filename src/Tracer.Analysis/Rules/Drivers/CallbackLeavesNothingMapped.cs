using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers;

/// <summary>D11: when an invalidation returns, the device can no longer reach the range, neither by an entry nor by a cached copy of one.</summary>
/// <remarks>
/// Of what a callback leaves set, this rule names that nothing in its range was gone through at all, or not in one of the driver's tables. What it did in part has other
/// names: D16 an edge, D18 the rest of the range, D17 an entry that lies only partly in the range, or the rest of small ones over a huge page.
/// </remarks>
public sealed class CallbackLeavesNothingMapped : Rule, IHandle<CallbackReturned>, IHandle<InvalidationReturned>
{
    private static readonly Reason Mapped = new("D11.mapped",
        "{culprit}, and {map} is still in force: the page is about to change under it.");

    private static readonly Reason Unflushed = new("D11.unflushed",
        "{culprit}, and the device has not been told to forget what {zap} took away: it may go on with a copy of the entry.");

    public override RuleInfo Info { get; } = new("D11", Severity.Critical, Fault.Driver, Era.All,
        "A start or invalidate callback returns only after it has zapped the range and flushed what the device had cached of it.",
        "include/linux/mmu_notifier.h: of invalidate_range_start, that no new secondary access may be established once it returns",
        EventKindSet.Of(EventKind.CallbackReturned, EventKind.SecondaryMapped, EventKind.SecondaryUnmapped), [Mapped, Unflushed])
    {
        Counterexample = "run · D register kvm traits=range-start+range-end · D map 0x1000 pfn=1 driver=kvm · A cb-in kvm range-start 0x1000+1 · A cb-out kvm range-start 0x1000+1",
    };

    public void On(in CallbackReturned returned, MachineState state, Verdicts verdicts)
    {
        // What could not be done without sleeping will be asked for again. Who pins its pages may zap later: D10 is what it has to keep instead.
        var driver = state.Driver(returned.Driver);
        if (!driver.InvalidatesIn(returned.Callback) || returned.Result != 0 || (driver.Traits & DriverTraits.PinsPages) != 0) return;
        var task = state.TaskOf(returned.Header);
        var call = task.CallOf(returned.Driver);
        if (call is null || call.Callback != returned.Callback)
            verdicts.Unjudged("the trace starts inside the callback");
        else if (task.MayMoveForDriver(returned.Callback) && driver.Mappings.FirstIn(returned.Mm, returned.Extent, call.Entered.Header.Sequence) is not null)
            verdicts.Unjudged("the trace does not tell who migrates the pages, and a driver may keep those that it moves itself");
    }

    public void On(in InvalidationReturned invalidation, MachineState state, Verdicts verdicts)
    {
        var returned = invalidation.Callback;
        var driver = state.Driver(returned.Driver);
        var call = state.TaskOf(returned.Header).CallOf(returned.Driver)!;
        if (invalidation.Remains == Remains.Everything)
            verdicts.Violated(Mapped, returned, returned.Mm, invalidation.Entry.Address, new Witness("map", VmEvent.Of(invalidation.Entry)));
        else if (!call.Unflushed.IsEmpty && (state.IsExact ? driver.ShowsProtocol : state.Observes(EventKind.SecondaryFlushed)))
            verdicts.Violated(Unflushed, returned, returned.Mm, call.Unflushed.Start, new Witness("zap", call.LastZap));
        else if (call.FirstZap.Header.Kind != EventKind.None || driver.Mappings.Count > 0)
            verdicts.Holds();
    }
}
