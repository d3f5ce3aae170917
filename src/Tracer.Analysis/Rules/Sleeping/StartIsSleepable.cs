using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Sleeping;

/// <summary>N02: range_start may sleep, so it is called where one may.</summary>
public sealed class StartIsSleepable : Rule, IHandle<RangeStartEntered>, IHandle<SleepSettled>
{
    private static readonly Reason Atomic = new("N02.atomic",
        "{culprit} may sleep, and {proof} forbids it: a driver that takes a mutex in its start callback sleeps in atomic context.");

    public override RuleInfo Info { get; } = new("N02", nameof(StartIsSleepable), Severity.High, Fault.Core, Era.All,
        "range_start of a blockable range is called only where the task may sleep.",
        "Linus Torvalds, 2017-08-29, on what may sleep; include/linux/mmu_notifier.h might_sleep of 5.4; DEBUG_ATOMIC_SLEEP on a kernel with this bug",
        EventKindSet.Of(EventKind.RangeStartEntered, EventKind.LockAcquired), [Atomic])
    {
        Counterexample = "run · A lock ptl1 · A enter-start 0x1000+1",
        YieldsTo =
        [
            new Yield("L10", "the driver sleeps although the list is walked under RCU: it breaks its own contract")
            {
                Example = "run · A lock ptl1 · A enter-start 0x1000+1 · A rcu · A cb-in odp range-start 0x1000+1 · A sleep",
                Protocol = "2.6.39",
            },
            new Yield("L09", "the gather is what has to move before any start may sleep there")
            {
                Example = "run · A preempt-off · A gather 0x1000+1 · A sleep range-start · A enter-start 0x1000+1",
                Protocol = "2.6.39",
            },
            new Yield("L11", "the lock of the reverse map is what has to change before any start may sleep there")
            {
                Example = "run · A lock immap1 type=spin · A sleep range-start · A enter-start 0x1000+1",
                Protocol = "2.6.39",
            },
        ],
    };

    public void On(in RangeStartEntered start, MachineState state, Verdicts verdicts)
    {
        if (!start.Blockable || IsOptional(state.Eras)) return;
        var atomicity = state.AtomicityOf(state.TaskOf(start.Header), start.Header);
        if (atomicity.State == AtomicState.Sleepable) verdicts.Holds();
        else if (atomicity.State == AtomicState.Unknown) verdicts.Unjudged("the trace does not show whether the task holds a spin lock");
        else verdicts.Violated(Atomic, start, start.Mm, start.Start, new Witness("proof", atomicity.Proof));
    }

    public void On(in SleepSettled settled, MachineState state, Verdicts verdicts)
    {
        if (settled.Cause != SleepPlace.RangeStart || !IsOptional(state.Eras)) return;
        if (settled.Atomicity.State == AtomicState.Sleepable) verdicts.Holds();
        else if (settled.Atomicity.State == AtomicState.Unknown) verdicts.Unjudged("the trace does not show whether the task holds a spin lock");
        else
            verdicts.Violated(Atomic, settled.Sleep, default, VirtualAddress.Unknown, settled.Context, new Witness("proof", settled.Atomicity.Proof));
    }

    // As long as the list was walked under RCU, callbacks were atomic, and range_start ran under spin locks as a matter of course. There the rule
    // speaks only where the wrapper, or a driver in it, says that it may sleep, as it does once the list is walked under SRCU.
    private static bool IsOptional(Era eras) => (eras & Era.WithRcuList) != 0;
}
