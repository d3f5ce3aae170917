using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers;

/// <summary>D15: a driver that counts by what it covers must cover the same at the end as at the start.</summary>
public sealed class LayoutStaysWhileRangeIsOpen : Rule, IHandle<SecondaryLayoutChanged>, IHandle<InvalidationCounted>, IHandle<NotifierRegistered>
{
    private static readonly Reason Open = new("D15.open",
        "{culprit} while {start} is open: its end will find another layout than its start did, and the counts will not balance.");

    private static readonly Reason Counted = new("D15.counted",
        "{culprit} while the driver still counts ranges as open since {count}: the counts will not balance.");

    private static readonly DriverSlot<VmEvent> LastCounted = new();

    // Sequence of the last registration; 0 if the trace does not show it.
    private static readonly DriverSlot<long> Registered = new();

    public override RuleInfo Info { get; } = new("D15", nameof(LayoutStaysWhileRangeIsOpen), Severity.High, Fault.Driver, Era.All,
        "A driver changes no layout between a start and its end.",
        "virt/kvm/kvm_main.c: install_new_memslots waits for mn_active_invalidate_count",
        EventKindSet.Of(EventKind.SecondaryLayoutChanged, EventKind.RangeStartReturned), [Open, Counted])
    {
        Counterexample = "run · D register kvm traits=range-start+range-end+counts · A start 0x1000+1 · D memslot 0x8000+4 driver=kvm",
    };

    public void On(in SecondaryLayoutChanged changed, MachineState state, Verdicts verdicts)
    {
        var driver = state.Driver(changed.Driver);
        if (driver.CanWaitForEnd == false) return;
        if (driver.CanWaitForEnd is null)
        {
            verdicts.Unjudged(DriverState.Untold);
            return;
        }

        foreach (var bracket in state.Mm(changed.Mm).OpenBrackets)
        {
            // Who registers while a range is open hears neither of its start nor, as far as it counts, of its end.
            if (bracket.Start.Header.Sequence < Registered.Of(driver)) continue;
            verdicts.Violated(Open, changed, changed.Mm, changed.Start, new Witness("start", bracket.Start));
            return;
        }

        ref readonly var counted = ref LastCounted.Of(driver);
        if (counted.Header.Kind != EventKind.None && counted.As<InvalidationCounted>().Open > 0)
            verdicts.Violated(Counted, changed, changed.Mm, changed.Start, new Witness("count", counted));
        else verdicts.Holds();
    }

    public void On(in InvalidationCounted counted, MachineState state, Verdicts verdicts) => LastCounted.Of(state.Driver(counted.Driver)) = VmEvent.Of(counted);

    public void On(in NotifierRegistered registered, MachineState state, Verdicts verdicts) =>
        Registered.Of(state.Driver(registered.Driver)) = registered.Header.Sequence;
}
