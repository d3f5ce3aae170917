using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Drivers;

/// <summary>A device that walks the CPU's page table, and whose flushes go one after the other, under a spin lock with interrupts off.</summary>
internal abstract class LockedTableMmu(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits, KernelFunction callbacks, KernelFunction fault, string lockName)
    : SharedTableMmu(machine, id, mm, traits, callbacks, fault)
{
    private readonly DriverLock queue = new(machine.NewNamedLock(LockClass.Device, LockType.Spin, lockName), irqSave: true);

    internal override void Reset()
    {
        base.Reset();
        queue.Reset();
    }

    protected override async Step Invalidate(KernelTask task, AddressRange range)
    {
        await queue.Acquire(task);
        Entries.Zap(task, range);
        await Flush(task, range);
        await queue.Release(task);
    }
}
