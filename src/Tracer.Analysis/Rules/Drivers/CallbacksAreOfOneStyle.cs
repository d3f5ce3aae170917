using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers;

/// <summary>D01: a driver brackets, or it shares the page table and hears of the flush; since 6.6 registration refuses both.</summary>
/// <remarks>Before that KVM itself had both, from 5.8 to 6.5: the rule does not speak of those kernels.</remarks>
public sealed class CallbacksAreOfOneStyle : Rule, IHandle<NotifierRegistered>, IHandle<CallbackEntered>
{
    private const DriverTraits Brackets = DriverTraits.RangeStart | DriverTraits.RangeEnd;

    private static readonly Reason Both = new("D01.both",
        "{culprit} has start and end callbacks, and invalidate_range too: it is told of one change twice, and of neither when it expects.");

    public override RuleInfo Info { get; } = new("D01", nameof(CallbacksAreOfOneStyle), Severity.High, Fault.Driver, Era.WithArchInvalidation,
        "A driver implements start and end, or invalidate_range, not both.",
        "mm/mmu_notifier.c of 6.6: the WARN_ON_ONCE of __mmu_notifier_register",
        EventKindSet.Of(EventKind.NotifierRegistered), [Both])
    {
        Counterexample = "run · D register kvm traits=range-start+range-end+invalidate-range",
    };

    public void On(in NotifierRegistered registered, MachineState state, Verdicts verdicts)
    {
        // A trace of a kernel shows the registration, not the table of callbacks.
        if (!registered.Returned || registered.Traits == DriverTraits.None) return;
        if (HasBoth(registered.Traits)) verdicts.Violated(Both, registered, registered.Mm, VirtualAddress.Unknown);
        else verdicts.Holds();
    }

    public void On(in CallbackEntered entered, MachineState state, Verdicts verdicts)
    {
        if (state.IsExact) return;
        var before = state.Driver(entered.Driver).Traits;
        var now = before | entered.Callback switch
        {
            CallbackKind.RangeStart => DriverTraits.RangeStart,
            CallbackKind.RangeEnd => DriverTraits.RangeEnd,
            CallbackKind.InvalidateRange => DriverTraits.InvalidateRange,
            _ => DriverTraits.None,
        };

        // The call that shows the second style is named, not each that comes after.
        if (now != before && HasBoth(now) && !HasBoth(before)) verdicts.Violated(Both, entered, entered.Mm, entered.Start);
    }

    private static bool HasBoth(DriverTraits traits) => (traits & Brackets) != 0 && (traits & DriverTraits.InvalidateRange) != 0;
}
