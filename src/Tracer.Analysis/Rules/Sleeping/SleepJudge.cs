using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Sleeping;

/// <summary>Judges where a task is when it may sleep, and what forbids it, so that of the rules that speak of sleeping one does.</summary>
public sealed class SleepJudge : Judge, ITake<MightSleep>, ITake<RangeInvalidated>, ITake<RangeEndEntered>, ISettle
{
    private static readonly TaskSlot<Memory> Remembered = new();

    /// <summary>True if the task may have slept in atomic context since that event, and so the sleep has been named.</summary>
    internal static bool HasSleptSince(TaskState task, in VmEvent since) => Remembered.Of(task).LastAtomicSleep >= since.Header.Sequence;

    public void Take(in MightSleep sleep, MachineState state, Occurrences occurrences)
    {
        var task = state.TaskOf(sleep.Header);
        var atomicity = state.AtomicityOf(task, sleep.Header);
        ref var memory = ref Remembered.Of(task);

        // Whoever waits for a mutex says once that it may sleep: a kernel trace shows the lock's name, and then the cond_resched inside.
        if (!state.IsExact && sleep.Reason == SleepReason.CondResched && memory.HasJustSlept)
        {
            memory.HasJustSlept = false;
            return;
        }

        // The wrapper's own might_sleep shows on a kernel trace as a cond_resched right before range_start or range_end: wait for the next event.
        if (atomicity.IsAtomic && sleep.Reason == SleepReason.CondResched && !state.IsExact)
        {
            memory.Pending = sleep;
            task.IsAwaited = true;
            return;
        }

        Raise(in sleep, PlaceOf(task, in sleep, atomicity, state, in memory), atomicity, task, state, occurrences);
    }

    public void Take(in RangeInvalidated ir, MachineState state, Occurrences occurrences)
    {
        var task = state.TaskOf(ir.Header);
        ref var memory = ref Remembered.Of(task);
        memory.FollowsInvalidation = memory.IsInvalidationLast = task.IsAwaited = true;
    }

    public void Take(in RangeEndEntered end, MachineState state, Occurrences occurrences)
    {
        var task = state.TaskOf(end.Header);
        Remembered.Of(task).EndingAtomic = state.AtomicityOf(task, end.Header).IsAtomic;
    }

    public bool Settle(in VmEvent next, TaskState task, MachineState state, Occurrences occurrences)
    {
        ref var memory = ref Remembered.Of(task);
        if (memory.Pending.Header.Kind != EventKind.None) Settle(next.Header.Kind, ref memory, task, state, occurrences);

        // invalidate_range is remembered for one event: whether the next one shows that it slept, once it is clear where that was.
        else (memory.FollowsInvalidation, memory.IsInvalidationLast) = (memory.IsInvalidationLast, false);
        memory.HasJustSlept &= next.Header.Kind is EventKind.LockAcquired or EventKind.MightSleep;
        return memory.FollowsInvalidation || memory.HasJustSlept;
    }

    private static void Settle(EventKind next, ref Memory memory, TaskState task, MachineState state, Occurrences occurrences)
    {
        var sleep = memory.Pending;
        memory.Pending = default;
        var atomicity = state.AtomicityOf(task, sleep.Header);
        var place = next switch
        {
            EventKind.RangeStartEntered => SleepPlace.RangeStart,
            EventKind.RangeEndEntered => SleepPlace.RangeEnd,
            _ => PlaceOf(task, in sleep, atomicity, state, in memory),
        };
        Raise(in sleep, place, atomicity, task, state, occurrences);
    }

    private static void Raise(in MightSleep sleep, SleepPlace place, Atomicity atomicity, TaskState task, MachineState state, Occurrences occurrences)
    {
        if (atomicity.IsAtomic)
        {
            ref var memory = ref Remembered.Of(task);
            memory.LastAtomicSleep = sleep.Header.Sequence;
            memory.HasJustSlept = sleep.Reason != SleepReason.CondResched;
            task.IsAwaited |= memory.HasJustSlept;
            (place, atomicity) = SleepCause.Of(task, place, atomicity, state.Eras);
        }

        occurrences.Raise(new SleepSettled(sleep, place, atomicity, atomicity.IsAtomic ? task.Snapshot() : TaskContext.Empty));
    }

    private static SleepPlace PlaceOf(TaskState task, in MightSleep sleep, Atomicity atomicity, MachineState state, in Memory memory)
    {
        if (sleep.Reason == SleepReason.RangeStart) return SleepPlace.RangeStart;
        if (sleep.Reason == SleepReason.RangeEnd) return SleepPlace.RangeEnd;
        ref readonly var callback = ref task.Callback;
        if (callback.Header.Kind == EventKind.None)
        {
            // A kernel trace does not show every driver's callbacks: whose sleep is the next event is taken for one.
            var unseen = !state.IsExact && memory.FollowsInvalidation && atomicity.ByPageTableLock;
            return unseen ? SleepPlace.InvalidateRangeCallback : SleepPlace.Elsewhere;
        }

        // A driver that takes a spin lock of its own and then sleeps is at fault itself, wherever the core called it.
        var calledAtomic = SleepCause.CameBefore(atomicity, callback);
        return callback.As<CallbackEntered>().Callback switch
        {
            CallbackKind.InvalidatePage or CallbackKind.InvalidateHugepage when atomicity.ByPageTableLock && calledAtomic => SleepPlace.InvalidatePageCallback,
            CallbackKind.ChangePte => SleepPlace.ChangePteCallback,
            CallbackKind.InvalidateRange => SleepPlace.InvalidateRangeCallback,
            CallbackKind.ClearFlushYoung or CallbackKind.ClearYoung or CallbackKind.TestYoung => SleepPlace.AgeingCallback,
            CallbackKind.RangeStart when task.Brackets is [.., { EnteredAtomic: true, IsOpen: false }] && calledAtomic => SleepPlace.RangeStart,
            CallbackKind.RangeEnd when memory.EndingAtomic && calledAtomic => SleepPlace.RangeEnd,
            _ => SleepPlace.Elsewhere,
        };
    }

    private struct Memory
    {
        /// <summary>A possible sleep whose place the next event will show; of kind None if there is none.</summary>
        public MightSleep Pending;

        /// <summary>Sequence of the last possible sleep in atomic context; 0 if there was none.</summary>
        public long LastAtomicSleep;

        /// <summary>True if such a sleep was the last that it did, but for taking the lock that it waited for.</summary>
        public bool HasJustSlept;

        /// <summary>Whether the task was in atomic context when it called the range_end it is in.</summary>
        public bool EndingAtomic;

        /// <summary>True if invalidate_range came right before what is being judged.</summary>
        public bool FollowsInvalidation;

        /// <summary>True as long as no event has come after that invalidate_range.</summary>
        public bool IsInvalidationLast;
    }
}
