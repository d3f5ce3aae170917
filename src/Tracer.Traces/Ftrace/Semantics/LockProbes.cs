using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>Makes lock events. A spin lock is held when its call has returned, where the trace shows that; else when it is called.</summary>
internal sealed class LockProbes(PageTableMap map, TraceNames names, EventBatch batch)
{
    private ulong? semaphoreOffset;

    /// <summary>The trace shows the return of spin_lock.</summary>
    public bool ShowsSpinReturns { get; set; }

    public void SpinCalled(ProbeHit hit, TaskReading task)
    {
        var use = UseOf(hit, LockType.Spin, trylock: false);
        if (ShowsSpinReturns) task.Locks.Call(in use);
        else Acquire(in use, hit, task);
    }

    public void SpinReturned(ProbeHit hit, TaskReading task)
    {
        ShowsSpinReturns = true;
        if (task.Locks.TryReturn(trylock: false, in hit.Header, out var use)) Acquire(in use, hit, task);
    }

    public void TrylockCalled(ProbeHit hit, TaskReading task)
    {
        var use = UseOf(hit, LockType.Spin, trylock: true);
        task.Locks.Call(in use);
    }

    public void TrylockReturned(ProbeHit hit, TaskReading task)
    {
        if (hit.Or(Field.Result, 0) == 0) task.Locks.Fail(in hit.Header);
        else if (task.Locks.TryReturn(trylock: true, in hit.Header, out var use)) Acquire(in use, hit, task);
    }

    public void SpinReleased(ProbeHit hit, TaskReading task)
    {
        var info = map.LockAt(hit[Field.Lock], in hit.Header);
        if (task.Locks.TryTakeCall(info, out var use)) Acquire(in use, hit, task);
        task.Locks.TryRelease(info, out _);
        Release(info, LockType.Spin, LockMode.Exclusive, hit);
    }

    public void RwSpinAcquired(ProbeHit hit, TaskReading task)
    {
        var use = UseOf(hit, LockType.RwSpin, trylock: false);
        if (task.Callbacks is [.., { ShowsEnd: true }] && use.Lock.Class == LockClass.Unknown) use.Lock.Class = LockClass.Driver;
        Acquire(in use, hit, task);
    }

    public void RwSpinReleased(ProbeHit hit, TaskReading task)
    {
        var info = map.LockAt(hit[Field.Lock], in hit.Header);
        task.Locks.TryRelease(info, out _);
        Release(info, LockType.RwSpin, hit.Row.LockMode, hit);
    }

    public void SleeperAcquired(ProbeHit hit, TaskReading task)
    {
        if (MmapLockUnder(hit[Field.Lock], hit, task) is { } mmapLock)
        {
            Sleep(SleepReason.SleepingLock, mmapLock.Id, hit);
            return;
        }

        var use = UseOf(hit, hit.Row.LockType, trylock: false);
        Sleep(SleepReason.SleepingLock, use.Lock.Id, hit);
        Acquire(in use, hit, task);
        if (use.Type == LockType.RwSemaphore) task.Semaphore = hit[Field.Lock];
    }

    /// <summary>Whether the attempt succeeds is not shown, save for the mmap_lock: so nothing is said, only the semaphore is learned.</summary>
    public void SleeperTried(ProbeHit hit, TaskReading task)
    {
        if (MmapLockUnder(hit[Field.Lock], hit, task) is null) task.Semaphore = hit[Field.Lock];
    }

    public void SleeperReleased(ProbeHit hit, TaskReading task)
    {
        if (IsMmapSemaphore(hit[Field.Lock])) return;
        if (task.Semaphore == hit[Field.Lock]) task.Semaphore = 0;
        var info = map.LockAt(hit[Field.Lock], in hit.Header);
        if (task.Locks.TryRelease(info, out var use)) Release(info, use.Type, use.Mode, hit);
    }

    public void SleeperDowngraded(ProbeHit hit, TaskReading task)
    {
        if (IsMmapSemaphore(hit[Field.Lock]))
        {
            var mmapLock = map.MmapLockOf(hit[Field.Lock] - semaphoreOffset!.Value, in hit.Header);
            Release(mmapLock, LockType.RwSemaphore, LockMode.Exclusive, hit);
            Acquire(new LockUse(mmapLock, LockType.RwSemaphore, LockMode.Shared, 0, default, Trylock: true), hit, task);
            return;
        }

        var info = map.LockAt(hit[Field.Lock], in hit.Header);
        if (!task.Locks.TryRelease(info, out _)) return;
        Release(info, LockType.RwSemaphore, LockMode.Exclusive, hit);
        Acquire(new LockUse(info, LockType.RwSemaphore, LockMode.Shared, 0, default, Trylock: true), hit, task);
    }

    public void MmapLockStarted(ProbeHit hit, TaskReading task)
    {
        task.LockingMm = hit[Field.Mm];
        map.MmapLockOf(hit[Field.Mm], in hit.Header);
    }

    public void MmapLockReturned(ProbeHit hit, TaskReading task)
    {
        task.LockingMm = 0;
        if (hit.Or(Field.Success, 1) == 0) return;
        var info = map.MmapLockOf(hit[Field.Mm], in hit.Header);
        task.MmapLocked = info.Mm;
        if (task.Operation is { Source: OperationSource.PageFault }) task.OwnMm = info.Mm;
        Acquire(new LockUse(info, LockType.RwSemaphore, ModeOf(hit), 0, default, Trylock: false), hit, task);
    }

    public void MmapLockReleased(ProbeHit hit, TaskReading task)
    {
        var info = map.MmapLockOf(hit[Field.Mm], in hit.Header);
        task.MmapLocked = default;
        var mode = task.Locks.TryRelease(info, out var use) ? use.Mode : ModeOf(hit);
        Release(info, LockType.RwSemaphore, mode, hit);
    }

    public void SrcuEntered(ProbeHit hit, TaskReading task)
    {
        task.Srcu.Add(hit[Field.Lock]);
        batch.Add(new AtomicEntered { Header = hit.Header, Domain = names.Lock(hit[Field.Lock], in hit.Header), Section = AtomicSection.SrcuRead });
    }

    public void SrcuLeft(ProbeHit hit, TaskReading task)
    {
        var innermost = task.Srcu.LastIndexOf(hit[Field.Lock]);
        if (innermost >= 0) task.Srcu.RemoveRange(innermost, task.Srcu.Count - innermost);
        batch.Add(new AtomicLeft { Header = hit.Header, Domain = names.Lock(hit[Field.Lock], in hit.Header), Section = AtomicSection.SrcuRead });
    }

    public void Sleep(SleepReason reason, LockId waitsFor, ProbeHit hit) =>
        batch.Add(new MightSleep { Header = hit.Header, Lock = waitsFor, Reason = reason });

    private static LockMode ModeOf(ProbeHit hit) => hit.Or(Field.Write, 0) != 0 ? LockMode.Exclusive : LockMode.Shared;

    private LockUse UseOf(ProbeHit hit, LockType type, bool trylock) =>
        new(map.LockAt(hit[Field.Lock], in hit.Header), type, hit.Row.LockMode, hit.Header.PreemptDepth, hit.Header.Context, trylock);

    /// <summary>The mmap_lock that this semaphore is, if the mmap_lock's own tracepoints are on: they tell when it is taken, and of which address space.</summary>
    /// <remarks>The semaphore lies at one offset in every mm; the call inside mmap_lock_start_locking shows at which.</remarks>
    public LockInfo? MmapLockUnder(ulong semaphore, ProbeHit hit, TaskReading task)
    {
        if (task.LockingMm != 0 && semaphore > task.LockingMm && semaphore - task.LockingMm < 0x400) semaphoreOffset ??= semaphore - task.LockingMm;
        return IsMmapSemaphore(semaphore) ? map.MmapLockOf(semaphore - semaphoreOffset!.Value, in hit.Header) : null;
    }

    private bool IsMmapSemaphore(ulong semaphore) => semaphoreOffset is { } offset && semaphore > offset && map.KnowsMm(semaphore - offset);

    public void Acquire(in LockUse use, ProbeHit hit, TaskReading task)
    {
        var info = use.Lock;
        task.Locks.Hold(in use);
        if (info.Table is { } table) map.Tell(table, in hit.Header);
        batch.Add(new LockAcquired
        {
            Header = hit.Header, Lock = info.Id, Mm = info.Mm, Table = info.Table?.Id ?? default,
            Class = info.Class, Type = use.Type, Mode = use.Mode, Trylock = use.Trylock,
        });
    }

    public void Release(LockInfo info, LockType type, LockMode mode, ProbeHit hit) =>
        batch.Add(new LockReleased
        {
            Header = hit.Header, Lock = info.Id, Mm = info.Mm, Table = info.Table?.Id ?? default, Class = info.Class, Type = type, Mode = mode,
        });
}
