using Tracer.Events;

namespace Tracer.Analysis;

/// <summary>N02: range_start may sleep, so it is called where one may.</summary>
public sealed class StartIsSleepable : Rule, IHandle<RangeStartEntered>
{
    private static readonly Reason Atomic = new("N02.atomic",
        "{culprit} may sleep, and {proof} forbids it: a driver that takes a mutex in its start callback sleeps in atomic context.");

    public override RuleInfo Info { get; } = new("N02", Severity.High, Fault.Core, Era.All & ~(Era.E0 | Era.E1),
        "range_start of a blockable range is called only where the task may sleep.",
        "Linus Torvalds, 2017-08-29, on what may sleep; include/linux/mmu_notifier.h might_sleep of 5.4; DEBUG_ATOMIC_SLEEP on a kernel with this bug",
        EventKindSet.Of(EventKind.RangeStartEntered, EventKind.LockAcquired), [Atomic])
    {
        Counterexample = "run · A lock ptl1 · A enter-start 0x1000+1",
    };

    public void On(in RangeStartEntered start, MachineState state, Verdicts verdicts)
    {
        if (!start.Blockable) return;
        var atomicity = state.AtomicityOf(state.TaskOf(start.Header), start.Header);
        if (atomicity.State == AtomicState.Sleepable) verdicts.Holds();
        else if (atomicity.State == AtomicState.Unknown) verdicts.Unjudged("the trace does not show whether the task holds a spin lock");
        else verdicts.Violated(Atomic, start, start.Mm, start.Start, new Witness("proof", atomicity.Proof));
    }
}
