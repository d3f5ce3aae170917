using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.StartLocks;

/// <summary>Which locks start callbacks wait for, and who waits with one held for what a caller of range_start may hold or be in; either may be seen first.</summary>
public sealed class StartLockJudge : Judge, ITake<LockAcquired>, ITake<MightSleep>, ITake<OperationBegan>, ITake<RangeStartEntered>
{
    private static readonly LockSlot<StartLock> StartLocks = new();

    /// <summary>True if start callbacks wait for the lock, and whoever holds it has waited for nothing since he took it.</summary>
    internal static bool IsHeldAcrossNothing(LockState known)
    {
        ref readonly var startLock = ref StartLocks.Of(known);
        return startLock.IsTakenInStart && startLock.LastAcross < known.Acquired.Header.Sequence;
    }

    public void Take(in LockAcquired acquired, MachineState state, Occurrences occurrences)
    {
        if (acquired.Trylock) return;
        var task = state.TaskOf(acquired.Header);
        if (acquired.Class == LockClass.MmapLock) HoldAcross(in acquired, task, state, occurrences);
        if (!IsOfDriver(acquired.Class) || task.Callbacks is not [.., { Callback: CallbackKind.RangeStart }]) return;
        ref var startLock = ref StartLocks.Of(state.Lock(acquired.Lock));
        if (startLock.IsTakenInStart) return;
        startLock.TakenInStart = VmEvent.Of(acquired);
        if (startLock.Across is { } across) occurrences.Raise(across with { TakenInStart = startLock.TakenInStart });
    }

    public void Take(in MightSleep sleep, MachineState state, Occurrences occurrences)
    {
        if (sleep.Reason != SleepReason.Allocation) return;

        // Who sleeps in atomic context has done worse than wait.
        var task = state.TaskOf(sleep.Header);
        if (task.Locks.Length > 0 && !state.AtomicityOf(task, sleep.Header).IsAtomic) HoldAcross(in sleep, task, state, occurrences);
    }

    public void Take(in OperationBegan began, MachineState state, Occurrences occurrences)
    {
        if (began.Source == OperationSource.PageFault) HoldAcross(in began, state.TaskOf(began.Header), state, occurrences);
    }

    public void Take(in RangeStartEntered start, MachineState state, Occurrences occurrences) => HoldAcross(in start, state.TaskOf(start.Header), state, occurrences);

    private static void HoldAcross<T>(in T wait, TaskState task, MachineState state, Occurrences occurrences) where T : struct, IEventView
    {
        foreach (ref readonly var held in task.Locks)
        {
            if (!IsOfDriver(held.Class) || !IsSurelyHeld(task, in held, wait.Header, state)) continue;
            ref var startLock = ref StartLocks.Of(state.Lock(held.Lock));

            // One hold is one breach, however many pages are faulted in under it.
            if (startLock.LastAcross > held.Acquired.Header.Sequence) continue;
            startLock.LastAcross = wait.Header.Sequence;
            if (startLock.IsTakenInStart)
                occurrences.Raise(new StartLockHeldAcross(VmEvent.Of(wait), held.Acquired, startLock.TakenInStart, task.Snapshot()));
            else startLock.Across ??= new StartLockHeldAcross(VmEvent.Of(wait), held.Acquired, default, task.Snapshot());
        }
    }

    private static bool IsOfDriver(LockClass lockClass) => lockClass is LockClass.Driver or LockClass.Device;

    // A kernel's spin locks are partly given back out of sight.
    private static bool IsSurelyHeld(TaskState task, in Held held, in EventHeader header, MachineState state) =>
        state.IsExact || held.Type.Sleeps() || state.AtomicityOf(task, header).IsAtomic;
}
