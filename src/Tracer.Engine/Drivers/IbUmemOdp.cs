using Tracer.Engine.Faults;
using Tracer.Engine.Locks;
using Tracer.Engine.Memory;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Drivers;

/// <summary>InfiniBand on-demand paging: counts and a sequence as KVM has them, but under a rwsem and a mutex, so that every callback may sleep.</summary>
internal sealed class IbUmemOdp(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
    : CountingMmu(machine, id, mm, traits, ib_umem_notifier, new(machine.NewNamedLock(LockClass.Driver, LockType.Mutex, "ib umem_mutex")))
{
    private static readonly KernelFunction ib_umem_notifier = new(nameof(ib_umem_notifier));
    private static readonly KernelFunction ib_umem_odp_map_dma_pages = new(nameof(ib_umem_odp_map_dma_pages));
    private readonly KernelLock umemTree = machine.NewNamedLock(LockClass.Driver, LockType.RwSemaphore, "ib umem_rwsem");

    internal static Driver Driver { get; } = new(
        "ib-umem-odp",
        "under a rwsem and a mutex, so they sleep; a counter of open ranges and a sequence make faults start again",
        DriverTraits.RangeStart | DriverTraits.RangeEnd | DriverTraits.InvalidatePage | DriverTraits.Release | DriverTraits.Sleeps | DriverTraits.Counts,
        (machine, id, mm, traits) => new IbUmemOdp(machine, id, mm, traits));

    internal override void Reset()
    {
        base.Reset();
        umemTree.Reset();
    }

    protected override async Step<bool> Map(KernelTask task, VirtualAddress page, bool write)
    {
        using var _ = task.In(ib_umem_odp_map_dma_pages);
        return await base.Map(task, page, write);
    }

    protected override async Step RangeStart(KernelTask task, AddressRange range)
    {
        await umemTree.AcquireShared(task);
        await StartAndZap(task, range);
        await umemTree.Release(task);
    }

    protected override async Step RangeEnd(KernelTask task, AddressRange range)
    {
        await umemTree.AcquireShared(task);
        await EndAccount(task);
        await umemTree.Release(task);
    }

    // invalidate_page and release: a start and an end at once.
    protected override async Step Invalidate(KernelTask task, AddressRange range)
    {
        await umemTree.AcquireShared(task);
        await StartAndZap(task, range);
        await EndAccount(task);
        await umemTree.Release(task);
    }

    // The count goes up before the zap, in a section of its own: a fault between the two finds it.
    private async Step StartAndZap(KernelTask task, AddressRange range)
    {
        await Guard.Acquire(task);
        Invalidations.Raise(task);
        await Guard.Release(task);
        await Guard.Acquire(task);
        if (range.Length > PageSize.Small && Machine.Has(DriverFaults.DropLastPage)) range = range with { End = new VirtualAddress(range.End.Value - PageSize.Small) };
        await ZapAndFlush(task, range);
        await Guard.Release(task);
    }

    private async Step EndAccount(KernelTask task)
    {
        await Guard.Acquire(task);
        Invalidations.End(task);
        await Guard.Release(task);
    }
}
