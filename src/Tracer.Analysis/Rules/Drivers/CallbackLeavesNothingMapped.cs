using System.Runtime.CompilerServices;
using Tracer.Events;

namespace Tracer.Analysis;

/// <summary>D11: when an invalidation returns, the device can no longer reach the range, neither by an entry nor by a cached copy of one.</summary>
/// <remarks>
/// Of what a callback leaves set, this rule names that nothing in its range was zapped at all. What it did in part has other names: D16 an edge, D18 the rest of the
/// range, D17 an entry that lies only partly in the range, or the rest of small ones over a huge page.
/// </remarks>
public sealed class CallbackLeavesNothingMapped : Rule, IHandle<CallbackReturned>
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
        // What could not be done without sleeping will be asked for again.
        var driver = state.Driver(returned.Driver);
        if (!driver.InvalidatesIn(returned.Callback) || returned.Result != 0) return;

        // Who pins its pages may zap later: D10 is what it has to keep instead.
        if ((driver.Traits & DriverTraits.PinsPages) != 0) return;
        ref readonly var call = ref state.TaskOf(returned.Header).CallOf(returned.Driver);
        if (Unsafe.IsNullRef(in call) || call.Callback != returned.Callback)
        {
            verdicts.Unjudged("the trace starts inside the callback");
            return;
        }

        if (Left(driver, in returned, in call) is { } left)
        {
            if (state.TaskOf(returned.Header).MayMoveForDriver(returned.Callback)) verdicts.Unjudged("the trace does not tell who migrates the pages, and a driver may keep those that it moves itself");
            else verdicts.Violated(Mapped, returned, returned.Mm, left.Address, new Witness("map", VmEvent.Of(left)));
        }
        else if (!call.Unflushed.IsEmpty && (state.IsExact ? driver.ShowsProtocol : state.Observes(EventKind.SecondaryFlushed)))
        {
            verdicts.Violated(Unflushed, returned, returned.Mm, call.Unflushed.Start, new Witness("zap", call.LastZap));
        }
        else if (call.FirstZap.Header.Kind != EventKind.None || driver.Mappings.Count > 0)
        {
            verdicts.Holds();
        }
    }

    // An entry that was set during the callback is another matter: an IOMMU may refill at any time, and D02 and D03 speak of the rest.
    private static SecondaryMapped? Left(DriverState driver, in CallbackReturned returned, in DriverCall call) =>
        call.Inside.Header.Kind == EventKind.None
        && driver.Mappings.LeftIn(returned.Mm, returned.Extent, call.Entered.Header.Sequence) is { Whole: > 0 } left ? left.FirstWhole : null;
}
