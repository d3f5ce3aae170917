using Tracer.Events;

namespace Tracer.Engine;

/// <summary>InfiniBand on-demand paging: counts and a sequence as KVM has them, but under a rwsem and a mutex, so that every callback may sleep.</summary>
internal sealed class IbUmemOdp(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
    : SecondaryMmu(machine, id, mm, traits, KernelFunction.ib_umem_notifier)
{
    private readonly KernelLock umemTree = machine.NewNamedLock(LockClass.Driver, LockType.RwSemaphore, "ib umem_rwsem");
    private readonly KernelLock umemMutex = machine.NewNamedLock(LockClass.Driver, LockType.Mutex, "ib umem_mutex");
    private readonly InvalidationCounter invalidations = new();

    internal static Driver Driver { get; } = new(
        "ib-umem-odp",
        "range_start and range_end under a rwsem and a mutex, so they sleep; a counter and a sequence make faults start again",
        DriverTraits.RangeStart | DriverTraits.RangeEnd | DriverTraits.InvalidatePage | DriverTraits.Release | DriverTraits.Sleeps | DriverTraits.Counts,
        (machine, id, mm, traits) => new IbUmemOdp(machine, id, mm, traits));

    internal override void Reset()
    {
        base.Reset();
        umemTree.Reset();
        umemMutex.Reset();
        invalidations.Reset();
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

    // invalidate_page: a start and an end for one page.
    protected override async Step Invalidate(KernelTask task, AddressRange range)
    {
        await umemTree.AcquireShared(task);
        await StartAndZap(task, range);
        await EndAccount(task);
        await umemTree.Release(task);
    }

    protected override async Step<bool> Map(KernelTask task, VirtualAddress page, bool write)
    {
        using var _ = task.In(KernelFunction.ib_umem_odp_map_dma_pages);
        while (true)
        {
            await task.Point();
            var sampled = invalidations.Sequence;
            var found = await GetUserPages.Run(task, Mm, page, write);
            if (found.Page is not { } target) return false;

            await umemMutex.Acquire(task);
            var isUndisturbed = invalidations.IsUndisturbed(sampled);
            if (isUndisturbed) Set(task, found.MappingOf(page, TableLevel.Pte));
            else Retry(task, page);
            task.Stamp = invalidations.Stamp;
            await umemMutex.Release(task);
            target.Put(task);
            if (isUndisturbed) return true;
            await task.WaitFor(invalidations.Moved);
        }
    }

    // The count goes up before the zap, in a section of its own: a fault between the two finds it.
    private async Step StartAndZap(KernelTask task, AddressRange range)
    {
        await umemMutex.Acquire(task);
        invalidations.Start();
        await umemMutex.Release(task);
        await umemMutex.Acquire(task);
        Zap(task, range);
        await umemMutex.Release(task);
    }

    private async Step EndAccount(KernelTask task)
    {
        await umemMutex.Acquire(task);
        invalidations.End();
        await umemMutex.Release(task);
    }
}
