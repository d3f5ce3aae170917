using Tracer.Analysis.Eras;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

internal sealed partial class MachineReplay
{
    /// <summary>Ended brackets kept an operation: enough for the nesting that kernels show, and bounded for the loops they run.</summary>
    private const int EndedKept = 16;

    // A depth of zero proves that no spin lock is held, whatever the list says: the _irq and _bh forms and the runqueue lock are taken
    // or given back out of sight. A line of an int3 probe proves nothing, and under PREEMPT_RT a spin lock does not count.
    private void DropDisprovedSpins(TaskState task, in EventHeader header)
    {
        if (!header.HasDepth || header.PreemptDepth != 0 || (header.Context & (ContextFlags.Nmi | ContextFlags.Realtime)) != 0) return;
        task.TableLocksKnown = true;
        for (var i = task.Locks.Length - 1; i >= 0; i--)
            if (!task.Locks[i].Type.Sleeps()) Drop(task, i);
    }

    private void Drop(TaskState task, int index)
    {
        if (task.Locks[index].Section is { } section) Recycle(section);
        task.RemoveLockAt(index);
    }

    private void BeginOperation(TaskState task, in VmEvent e, OperationSource source)
    {
        if (source == OperationSource.Function) return;
        CloseOperation(task, in e);
        task.Operation = e;
        if (source is OperationSource.Syscall or OperationSource.PageFault) CrossUserMode(task);
    }

    private void EndOperation(TaskState task, in VmEvent e, OperationSource source)
    {
        if (source == OperationSource.Function) return;
        CloseOperation(task, in e);
        if (source == OperationSource.Syscall) CrossUserMode(task);
    }

    // In user mode a task holds no kernel lock. What a kernel trace still lists was given back out of sight.
    private void CrossUserMode(TaskState task)
    {
        if (state.IsExact) return;
        for (var i = task.Locks.Length - 1; i >= 0; i--) Drop(task, i);
        task.TableLocksKnown |= state.ShowsTableLocks;
    }

    // Brackets, and what is remembered for judging changes against them, never outlive a syscall, a fault or a path.
    private void CloseOperation(TaskState task, in VmEvent e)
    {
        for (var i = task.Brackets.Length - 1; i >= 0; i--) GiveUp(task, task.Brackets[i], in e);
        foreach (var change in task.RmapChanges) CloseRmapChange(change);
        task.RmapChanges.Clear();
        task.UnbracketedChanges.Clear();
        while (task.EndedBrackets.Length > 0) spareBrackets.Push(task.ForgetOldestEnded());
        task.Reads.Clear();
        task.Operation = default;
        task.BracketsKnown = true;
        task.OperationBoundary = state.LastOperationBoundary = e.Header.Sequence;
    }

    private void Sleep(TaskState task, in MightSleep sleep)
    {
        var atomicity = state.AtomicityOf(task, sleep.Header);

        // The wrapper's own might_sleep shows on a kernel trace as a cond_resched right before range_start or range_end: wait for the next event.
        if (atomicity.IsAtomic && sleep.Reason == SleepReason.CondResched && !state.IsExact)
        {
            task.PendingSleep = VmEvent.Of(sleep);
            return;
        }

        Raise(task, in sleep, PlaceOf(task, in sleep, atomicity), atomicity);
    }

    private void SettleSleep(TaskState task, EventKind next)
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

        Rules.Raise(new SleepSettled(sleep, place, atomicity, atomicity.IsAtomic ? task.Snapshot() : TaskContext.Empty));
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

    private void Recycle(TaskState task)
    {
        foreach (var bracket in task.Brackets) spareBrackets.Push(bracket);
        foreach (var bracket in task.EndedBrackets) spareBrackets.Push(bracket);
        foreach (var change in task.RmapChanges) spareRmapChanges.Push(change);
        foreach (ref readonly var held in task.Locks)
            if (held.Section is { } section) Recycle(section);
    }

    private void Recycle(TableSection section)
    {
        section.Clear();
        spareSections.Push(section);
    }
}
