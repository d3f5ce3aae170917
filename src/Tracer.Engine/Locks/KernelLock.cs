using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Locks;

/// <summary>A lock of any type. It can only be taken and given back through awaits that record it.</summary>
internal sealed class KernelLock
{
    private readonly Condition free;
    private readonly Condition notWritten;
    private ScheduledTask? owner;
    private int readers;

    internal KernelLock(LockId id, LockClass @class, LockType type, string name, MmId mm = default)
    {
        Id = id;
        Class = @class;
        Type = type;
        Mm = mm;
        Name = name;
        free = new Free(this);
        notWritten = new NotWritten(this);
    }

    internal LockId Id { get; }

    internal LockClass Class { get; }

    internal LockType Type { get; }

    internal string Name { get; }

    /// <summary>The address space it belongs to; of a page table's lock, that of its table.</summary>
    internal MmId Mm { get; set; }

    /// <summary>The page table it protects, if it is the lock of one.</summary>
    internal TableId Table { get; init; }

    internal bool IsFree => owner is null && readers == 0;

    internal LockAcquisition Acquire(ScheduledTask task, LockMode mode = LockMode.Exclusive)
    {
        if (Type.Sleeps())
        {
            var reason = Type == LockType.FolioBit ? SleepReason.PageLock : SleepReason.SleepingLock;
            task.Emit(new MightSleep { Lock = Id, Reason = reason });
        }

        return new LockAcquisition(this, task, mode, mode == LockMode.Exclusive ? free : notWritten);
    }

    internal LockAcquisition AcquireShared(ScheduledTask task) => Acquire(task, LockMode.Shared);

    /// <summary>Takes the lock if that needs no waiting; false if it does.</summary>
    internal LockAcquisition TryAcquire(ScheduledTask task, LockMode mode = LockMode.Exclusive) => new(this, task, mode, null);

    internal LockRelease Release(ScheduledTask task) => new(this, task);

    internal void Reset()
    {
        owner = null;
        readers = 0;
    }

    internal bool Take(ScheduledTask task, LockMode mode, bool trylock)
    {
        if (!(mode == LockMode.Exclusive ? free : notWritten).HoldsFor(task)) return false;
        if (mode == LockMode.Exclusive) owner = task;
        else readers++;
        if (!Type.Sleeps()) task.Cpu.PreemptCount++;
        task.Emit(new LockAcquired { Lock = Id, Mm = Mm, Table = Table, Class = Class, Type = Type, Mode = mode, Trylock = trylock });
        return true;
    }

    internal void Drop(ScheduledTask task)
    {
        var mode = owner == task ? LockMode.Exclusive : LockMode.Shared;
        if (mode == LockMode.Shared && readers == 0) throw new InvalidOperationException($"{task.Name} releases {Name}, which it does not hold");
        TellReleased(task, mode);
        if (mode == LockMode.Exclusive) owner = null;
        else readers--;
        if (!Type.Sleeps()) task.Cpu.PreemptCount--;
    }

    /// <summary>Gives the lock back though nobody holds it: it stays free.</summary>
    internal void DropAgain(ScheduledTask task) => TellReleased(task, LockMode.Exclusive);

    private void TellReleased(ScheduledTask task, LockMode mode) =>
        task.Emit(new LockReleased { Lock = Id, Mm = Mm, Table = Table, Class = Class, Type = Type, Mode = mode });

    private sealed class Free(KernelLock of) : Condition
    {
        internal override bool HoldsFor(ScheduledTask task) => of.IsFree;
    }

    private sealed class NotWritten(KernelLock of) : Condition
    {
        internal override bool HoldsFor(ScheduledTask task) => of.owner is null;
    }
}
