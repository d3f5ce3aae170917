using Tracer.Analysis.Eras;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>Where a task is when it may sleep, and what forbids it.</summary>
internal sealed class SleepReplay(MachineState state, Occurrences occurrences)
{
    public void Sleep(TaskState task, in VmEvent e)
    {
        ref readonly var sleep = ref e.As<MightSleep>();
        var atomicity = state.AtomicityOf(task, sleep.Header);

        // The wrapper's own might_sleep shows on a kernel trace as a cond_resched right before range_start or range_end: wait for the next event.
        if (atomicity.IsAtomic && sleep.Reason == SleepReason.CondResched && !state.IsExact)
        {
            task.PendingSleep = VmEvent.Of(sleep);
            return;
        }

        Raise(task, in sleep, PlaceOf(task, in sleep, atomicity), atomicity);
    }

    public void Settle(TaskState task, EventKind next)
    {
        var pending = task.PendingSleep;
        task.PendingSleep = default;
        ref readonly var sleep = ref pending.As<MightSleep>();
        var atomicity = state.AtomicityOf(task, sleep.Header);
        var place = next switch
        {
            EventKind.RangeStartEntered => SleepPlace.RangeStart,
            EventKind.RangeEndEntered => SleepPlace.RangeEnd,
            _ => PlaceOf(task, in sleep, atomicity),
        };
        Raise(task, in sleep, place, atomicity);
    }

    private void Raise(TaskState task, in MightSleep sleep, SleepPlace place, Atomicity atomicity)
    {
        if (atomicity.IsAtomic)
        {
            task.LastAtomicSleep = sleep.Header.Sequence;
            (place, atomicity) = CauseOf(task, place, atomicity);
        }

        occurrences.Raise(new SleepSettled(sleep, place, atomicity, atomicity.IsAtomic ? task.Snapshot() : TaskContext.Empty));
    }

    // Until 3.6 several things forbade a sleep at once, and each had to go before drivers could sleep. One is named. A driver that breaks its own
    // contract comes first: what it took itself, a callback that never may sleep, the list of drivers walked under RCU. Then the core's, innermost
    // first, for the inner one must go before the outer can matter: the page-table lock, the gather inside it or around it, the reverse-map lock.
    private (SleepPlace Place, Atomicity Atomicity) CauseOf(TaskState task, SleepPlace place, Atomicity atomicity)
    {
        if (place is SleepPlace.InvalidatePageCallback or SleepPlace.InvalidateRangeCallback or SleepPlace.ChangePteCallback) return (place, atomicity);
        if (task.Callback.Header.Kind != EventKind.None && !CameBefore(atomicity, task.Callback)) return (place, atomicity);
        if (Is(Era.WithRcuList) && task.ListWalk is { } walk) return (SleepPlace.ListWalk, atomicity with { Proof = walk });
        if (atomicity.ByPageTableLock || !Is(Era.E0)) return (place, atomicity);
        if (task.GatherSection is { } gather) return (SleepPlace.Gather, atomicity with { Proof = gather });
        return task.RmapSpinLock is { } rmap ? (SleepPlace.RmapLock, atomicity with { Proof = rmap.Acquired }) : (place, atomicity);
    }

    private bool Is(Era eras) => (state.Eras & ~eras) == 0;

    private SleepPlace PlaceOf(TaskState task, in MightSleep sleep, Atomicity atomicity)
    {
        if (sleep.Reason == SleepReason.RangeStart) return SleepPlace.RangeStart;
        if (sleep.Reason == SleepReason.RangeEnd) return SleepPlace.RangeEnd;
        var callback = task.Callback;
        if (callback.Header.Kind == EventKind.None)
        {
            // A kernel trace does not show every driver's callbacks: whose sleep is the next event is taken for one.
            var unseen = !state.IsExact && task.LastInvalidation.Header.Kind != EventKind.None && atomicity.ByPageTableLock;
            return unseen ? SleepPlace.InvalidateRangeCallback : SleepPlace.Elsewhere;
        }

        return callback.As<CallbackEntered>().Callback switch
        {
            CallbackKind.InvalidatePage or CallbackKind.InvalidateHugepage when atomicity.ByPageTableLock && CameBefore(atomicity, callback) =>
                SleepPlace.InvalidatePageCallback,
            CallbackKind.ChangePte => SleepPlace.ChangePteCallback,
            CallbackKind.InvalidateRange => SleepPlace.InvalidateRangeCallback,
            CallbackKind.ClearFlushYoung or CallbackKind.ClearYoung or CallbackKind.TestYoung => SleepPlace.AgeingCallback,
            CallbackKind.RangeStart when task.Brackets is [.., { EnteredAtomic: true, IsOpen: false }] && CameBefore(atomicity, callback) => SleepPlace.RangeStart,
            CallbackKind.RangeEnd when task.EndingAtomic && CameBefore(atomicity, callback) => SleepPlace.RangeEnd,
            _ => SleepPlace.Elsewhere,
        };
    }

    // A driver that takes a spin lock of its own and then sleeps is at fault itself, wherever the core called it.
    private static bool CameBefore(Atomicity atomicity, in VmEvent callback) =>
        atomicity.Proof.Header.Sequence < callback.Header.Sequence;
}
