using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>Which locks start callbacks wait for, and who waits with one held.</summary>
internal sealed class DriverLockReplay(MachineState state, Occurrences occurrences)
{
    // What a caller of range_start may hold or be in: whoever waits for it with a lock of the start callback may wait for ever.
    private static bool WaitsForStart(in VmEvent e) => e.Header.Kind switch
    {
        EventKind.LockAcquired => e.As<LockAcquired>() is { Class: LockClass.MmapLock, Trylock: false },
        EventKind.MightSleep => e.As<MightSleep>().Reason == SleepReason.Allocation,
        EventKind.OperationBegan => e.As<OperationBegan>().Source == OperationSource.PageFault,
        EventKind.RangeStartEntered => true,
        _ => false,
    };

    // Before the event is taken: each lock is told that it is held across it.
    public void HoldAcross(TaskState task, in VmEvent e)
    {
        if (task.Locks.Length == 0 || !WaitsForStart(in e)) return;

        // Who sleeps in atomic context has done worse than wait, and D08, L04 and their like name it.
        if (e.Header.Kind == EventKind.MightSleep && state.AtomicityOf(task, e.Header).IsAtomic) return;
        foreach (ref readonly var held in task.Locks)
        {
            if (!held.IsDriverLock || !IsSurelyHeld(task, in held, e.Header)) continue;
            var known = state.Lock(held.Lock);

            // One hold is one breach, however many pages are faulted in under it.
            if (known.LastAcross > held.Acquired.Header.Sequence) continue;
            known.LastAcross = e.Header.Sequence;
            if (known.TakenInStart.Header.Kind != EventKind.None)
                occurrences.Raise(new StartLockHeldAcross(e, held.Acquired, known.TakenInStart, task.Snapshot()));
            else known.HeldAcross ??= new StartLockHeldAcross(e, held.Acquired, default, task.Snapshot());
        }
    }

    public void Acquire(TaskState task, in VmEvent e)
    {
        ref readonly var acquired = ref e.As<LockAcquired>();
        var known = state.Lock(acquired.Lock);
        known.Acquired = e;
        if (acquired.Trylock) return;
        if (acquired.Class == LockClass.Device) NoteOrder(task, known, in e);
        if (known.TakenInStart.Header.Kind != EventKind.None || task.Callback.Header.Kind == EventKind.None) return;
        if (task.Callback.As<CallbackEntered>().Callback != CallbackKind.RangeStart) return;
        known.TakenInStart = e;
        if (known.HeldAcross is { } across) occurrences.Raise(across with { TakenInStart = e });
    }

    // An order that contradicts what is known is a breach and not remembered, so that what is known stays an order.
    private void NoteOrder(TaskState task, LockState known, in VmEvent e)
    {
        var id = e.As<LockAcquired>().Lock;
        foreach (ref readonly var held in task.Locks)
            if (held.Class == LockClass.Device && held.Lock != id && state.OrderOf(id, held.Lock) is null) known.AddOuter(held.Lock, in e);
    }

    // A kernel's spin locks are partly given back out of sight.
    private bool IsSurelyHeld(TaskState task, in Held held, in EventHeader header) =>
        state.IsExact || held.Type.Sleeps() || state.AtomicityOf(task, header).IsAtomic;
}
