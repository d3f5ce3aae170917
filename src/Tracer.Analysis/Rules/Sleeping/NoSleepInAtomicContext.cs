using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Sleeping;

/// <summary>L04: nothing sleeps where preemption is off, a spin lock is held, or a reader section of RCU runs.</summary>
public sealed class NoSleepInAtomicContext : Rule, IHandle<SleepSettled>, IHandle<RangeStartEntered>, IHandle<RangeEndEntered>, IHandle<TaskSwitched>,
    IHandle<OperationClosed>
{
    // A possible sleep of range_start or range_end in atomic context whose call is still to come; of kind None if there is none.
    private static readonly TaskSlot<SleepSettled> Announced = new();

    private static readonly Reason MaySleep = new("L04.may-sleep",
        "{culprit} while {proof} forbids to sleep: the CPU may schedule with a spin lock held.");

    private static readonly Reason EndMaySleep = new("L04.range-end",
        "{culprit} may sleep in the driver's end callback, and {proof} forbids it.");

    private static readonly Reason Switched = new("L04.switched",
        "{culprit} gives up the CPU to wait while it holds {proof}: whoever spins on the lock waits for a sleeper.");

    public override RuleInfo Info { get; } = new("L04", nameof(NoSleepInAtomicContext), Severity.High, Fault.Core, Era.All,
        "No task sleeps, or may sleep, in atomic context.",
        "might_sleep and DEBUG_ATOMIC_SLEEP of the kernel; Linus Torvalds, 2017-08-29",
        EventKindSet.Of(EventKind.MightSleep, EventKind.LockAcquired), [MaySleep, EndMaySleep, Switched])
    {
        Counterexample = "run · A lock ptl1 · A sleep",
        YieldsTo =
        [
            new Yield("P02", "it names the callback that sleeps") { Example = "run · A lock ptl1 · A cb-in odp InvalidatePage 0x1000+1 · A sleep", Protocol = "4.12" },
            new Yield("I03", "it names the callback that sleeps") { Example = "run · A lock ptl1 · A cb-in iommu InvalidateRange 0x1000+1 · A sleep" },
            new Yield("C03", "it names the callback that sleeps") { Example = "run · A lock ptl1 · A cb-in kvm change-pte 0x1000+1 · A sleep" },
            new Yield("D08", "it names the callback that sleeps") { Example = "run · A lock ptl1 · A cb-in kvm ClearFlushYoung 0x1000+1 · A sleep" },
            new Yield("N02", "it names the start that brings the sleep") { Example = "run · A lock ptl1 · A sleep range-start · A enter-start 0x1000+1" },
            new Yield("L08", "it names the lock under which no end is called") { Example = "run · A start 0x1000+1 · A lock ptl1 · A end 0x1000+1" },
            new Yield("L09", "it names the gather that keeps the task on its CPU") { Example = "run · A preempt-off · A gather 0x1000+1 · A sleep", Protocol = "2.6.39" },
            new Yield("L10", "it names the walk of the list of drivers") { Example = "run · A rcu · A cb-in odp range-start 0x1000+1 · A sleep", Protocol = "2.6.39" },
            new Yield("L11", "it names the lock of the reverse map") { Example = "run · A lock immap1 type=spin · A sleep", Protocol = "2.6.39" },
        ],
    };

    public void On(in SleepSettled settled, MachineState state, Verdicts verdicts)
    {
        if (HasBetterName(settled.Cause, state.Eras))
        {
            var task = state.TaskOf(settled.Sleep.Header);
            if (settled.Atomicity.IsAtomic && task.Callbacks.Length == 0 && IsJudgedAtItsCall(settled.Cause, state.Eras)) Announced.Of(task) = settled;
            return;
        }

        if (settled.Atomicity.State == AtomicState.Sleepable) verdicts.Holds();
        else if (settled.Atomicity.State == AtomicState.Unknown) verdicts.Unjudged("the trace does not show whether the task holds a spin lock");
        else
            verdicts.Violated(MaySleep, settled.Sleep, default, VirtualAddress.Unknown, settled.Context, new Witness("proof", settled.Atomicity.Proof));
    }

    public void On(in RangeStartEntered start, MachineState state, Verdicts verdicts) => JudgeAnnounced(state.TaskOf(start.Header), start.Header, state, verdicts);

    public void On(in OperationClosed closed, MachineState state, Verdicts verdicts) => JudgeAnnounced(state.TaskOf(closed.By.Header), default, state, verdicts);

    public void On(in RangeEndEntered end, MachineState state, Verdicts verdicts)
    {
        JudgeAnnounced(state.TaskOf(end.Header), end.Header, state, verdicts);

        // range_only_end of 4.15 to 6.5 has no might_sleep.
        if (!end.Blockable || end.OnlyEnd || (state.Eras & (Era.E0 | Era.E1)) != 0) return;
        var atomicity = state.AtomicityOf(state.TaskOf(end.Header), end.Header);
        if (atomicity.IsAtomic && !atomicity.ByPageTableLock)
            verdicts.Violated(EndMaySleep, end, end.Mm, end.Start, new Witness("proof", atomicity.Proof));
    }

    public void On(in TaskSwitched switched, MachineState state, Verdicts verdicts)
    {
        // The scheduler takes and gives back locks of its own inside a switch; a page-table lock is none of them.
        var task = state.TaskOf(switched.Header);
        if (!switched.Blocked || task.PageTableLock is not { } held) return;

        // A sleep that was named as it began is not named again.
        if (!SleepJudge.HasSleptSince(task, held.Acquired))
            verdicts.Violated(Switched, switched, default, VirtualAddress.Unknown, new Witness("proof", held.Acquired));
    }

    // The start or end that a sleep was announced for is named where it is called, if it is called in atomic context itself; else the sleep is all there is.
    private static void JudgeAnnounced(TaskState task, in EventHeader call, MachineState state, Verdicts verdicts)
    {
        ref var announced = ref Announced.Of(task);
        if (announced.Sleep.Header.Kind == EventKind.None) return;
        if (call.Kind == EventKind.None || !state.AtomicityOf(task, call).IsAtomic)
            verdicts.Violated(MaySleep, announced.Sleep, default, VirtualAddress.Unknown, announced.Context, new Witness("proof", announced.Atomicity.Proof));
        announced = default;
    }

    private static bool IsJudgedAtItsCall(SleepPlace place, Era eras) => place is SleepPlace.RangeStart or SleepPlace.RangeEnd && (eras & Era.WithRcuList) == 0;

    // Other rules name the cause, but not in eras that they do not speak of. Of invalidate_range there is one in every era.
    private static bool HasBetterName(SleepPlace place, Era eras) => place switch
    {
        SleepPlace.Elsewhere => false,
        SleepPlace.InvalidatePageCallback => (eras & Era.E4) == 0,
        SleepPlace.ChangePteCallback => (eras & ~Era.WithChangePte) == 0,
        SleepPlace.RangeEnd => (eras & Era.WithRcuList) == 0,
        _ => true,
    };
}
