using Tracer.Traces.Ftrace.Probes;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>
/// Makes lock events of lockdep's tracepoints. A lock whose call, hold or release a probe shows too is left to that probe, which tells when the lock is really taken,
/// and from a failed attempt; the tracepoints give it a class, and give the locks that no probe shows.
/// </summary>
/// <remarks>
/// lock_acquire comes before the lock is taken, but nothing happens on the task between: what it does next, it does with the lock. Of a trylock it comes only when it has
/// succeeded, so that the word <c>try</c>, which some texts lose, is not needed.
/// </remarks>
internal sealed class LockdepProbes(LockProbes locks, PageTableMap map)
{
    // Some texts lose the class's name in all lines but those of lock_acquire. Addresses are of lockdep_maps.
    private readonly Dictionary<ulong, LockdepClass> classes = [];

    public void Acquired(ProbeHit hit, TaskReading task)
    {
        if (Find(hit) is not { } known) return;
        var address = known.LockOf(hit[Field.Lock]);
        if (known.Class == LockClass.MmapLock && locks.MmapLockUnder(address, hit, task) is not null) return;
        var info = map.LockAt(address, in hit.Header);
        map.Name(info, known.Class);
        if (task.Locks.Knows(info)) return;
        var mode = hit.Has(Field.Shared) ? LockMode.Shared : LockMode.Exclusive;
        locks.Acquire(new LockUse(info, known.Type, mode, hit.Header.PreemptDepth, hit.Header.Context, hit.Has(Field.Trylock)), hit, task);
    }

    /// <summary>A lock that is waited for: of one that sleeps, this shows that its taker really may.</summary>
    public void Contended(ProbeHit hit, TaskReading task)
    {
        if (Find(hit) is not { } known || !known.Type.Sleeps()) return;
        var address = known.LockOf(hit[Field.Lock]);
        var info = locks.MmapLockUnder(address, hit, task) ?? map.LockAt(address, in hit.Header);
        locks.Sleep(SleepReason.SleepingLock, info.Id, hit);
    }

    public void Released(ProbeHit hit, TaskReading task)
    {
        // Of other classes too: a spin lock that a probe has shown taken may be given back by a function that is not probed.
        var address = Find(hit) is { } known ? known.LockOf(hit[Field.Lock]) : LockdepClass.SpinlockOf(hit[Field.Lock]);
        if (map.FindLock(address) is { } info && task.Locks.TryRelease(info, out var use)) locks.Release(info, use.Type, use.Mode, hit);
    }

    // Memory of a lock may be used again for a lock of another class.
    private LockdepClass? Find(ProbeHit hit)
    {
        var address = hit[Field.Lock];
        if (!hit.Has(Field.LockClass)) return classes.GetValueOrDefault(address);
        var index = unchecked((int)hit[Field.LockClass]);
        if (index >= 0) return classes[address] = LockdepClass.Of(index);
        if (classes.Remove(address, out var former) && map.FindLock(former.LockOf(address)) is { } info) map.Name(info, LockClass.Unknown);
        return null;
    }
}
