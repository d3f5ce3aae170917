using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Drivers;

/// <summary>
/// A driver that pins what it maps, and gives it up late: range_start only takes the entries out of its cache, a worker unmaps and unpins
/// them when the device is done. Meanwhile the device may see another page than the CPU, which its users have to live with.
/// </summary>
internal abstract class PinningMmu : StartOnlyMmu
{
    private readonly KernelFunction removal;
    private readonly Func<KernelTask, Step> remove;

    protected PinningMmu(
        Machine machine, DriverId id, AddressSpace mm, DriverTraits traits, KernelFunction callbacks, KernelFunction map, KernelFunction removal, string lockName, bool irqSave)
        : base(machine, id, mm, traits, callbacks, map, lockName, LockType.Spin, irqSave)
    {
        this.removal = removal;
        remove = Remove;
        _ = machine.Workqueue;
    }

    protected override Step Drop(KernelTask task, AddressRange range)
    {
        if (Entries.Condemn(range)) Machine.Workqueue.Queue(remove);
        return default;
    }

    private async Step Remove(KernelTask task)
    {
        using var _ = task.In(removal);
        await Guard.Acquire(task);
        Entries.ZapCondemned(task);
        await Guard.Release(task);
    }
}
