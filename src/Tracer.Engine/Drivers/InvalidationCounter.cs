using Tracer.Engine.Faults;
using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Drivers;

/// <summary>
/// How a driver with start and end keeps its faults from racing with an invalidation: a count of open ranges, and a sequence that
/// moves when one closes. Both are changed and tested under the driver's own lock.
/// </summary>
internal sealed class InvalidationCounter
{
    private readonly DriverId driver;
    private readonly MmId mm;
    private readonly long first;
    private int open;
    private long sequence;
    private long changes;

    /// <param name="driver">Whose it is.</param>
    /// <param name="mm">The address space it is about.</param>
    /// <param name="hasSequence">False for a driver that looks pages up under the lock it tests the count under.</param>
    internal InvalidationCounter(DriverId driver, MmId mm, bool hasSequence = true)
    {
        sequence = first = hasSequence ? 0 : -1;
        this.driver = driver;
        this.mm = mm;
        Moved = new MovedOn(this);
        Closed = new NoneOpen(this);
    }

    /// <summary>No range is open, or something has changed since the waiting task took its stamp: a new look may succeed.</summary>
    internal Condition Moved { get; }

    /// <summary>No range is open.</summary>
    internal Condition Closed { get; }

    internal bool IsOpen => open > 0;

    /// <summary>What <see cref="Moved"/> compares with.</summary>
    internal long Stamp => changes;

    internal void Raise(KernelTask task)
    {
        open = task.Machine.Has(DriverFaults.FlagForCount) ? 1 : open + 1;
        Tell(task, CounterStep.CountRaised);
    }

    internal void Lower(KernelTask task)
    {
        open = task.Machine.Has(DriverFaults.FlagForCount) ? 0 : open - 1;
        Tell(task, CounterStep.CountLowered);
    }

    /// <summary>Whoever has looked a page up must look again. Alone it is an invalidation without a bracket, begun and over at once.</summary>
    internal void Move(KernelTask task)
    {
        sequence++;
        Tell(task, CounterStep.SequenceMoved);
    }

    // The sequence first: a fault that sees the count at nothing must see that the sequence has moved.
    internal void End(KernelTask task)
    {
        var isLoweredFirst = task.Machine.Has(DriverFaults.LowerCountFirst);
        if (isLoweredFirst) Lower(task);
        Move(task);
        if (!isLoweredFirst) Lower(task);
    }

    /// <summary>What to hand to <see cref="IsUndisturbed"/> once the page is looked up.</summary>
    internal long Sample(KernelTask task, VirtualAddress page)
    {
        task.Emit(new InvalidationSampled { Driver = driver, Mm = mm, Address = page, Open = open, InvalidationSequence = sequence });
        return sequence;
    }

    /// <summary>Nothing was invalidated since the sequence was sampled, and nothing is now.</summary>
    internal bool IsUndisturbed(KernelTask task, VirtualAddress page, long sampled)
    {
        var undisturbed = open == 0 && sequence == sampled;
        task.Emit(new RetryTested { Driver = driver, Mm = mm, Address = page, Stale = !undisturbed });
        return undisturbed;
    }

    internal void Reset()
    {
        open = 0;
        changes = 0;
        sequence = first;
    }

    private void Tell(KernelTask task, CounterStep step)
    {
        changes++;
        task.Emit(new InvalidationCounted { Driver = driver, Mm = mm, InvalidationSequence = sequence, Open = open, Step = step });
    }

    private sealed class MovedOn(InvalidationCounter counter) : Condition
    {
        internal override bool HoldsFor(ScheduledTask task) => counter.open == 0 || counter.changes != task.Stamp;
    }

    private sealed class NoneOpen(InvalidationCounter counter) : Condition
    {
        internal override bool HoldsFor(ScheduledTask task) => counter.open == 0;
    }
}
