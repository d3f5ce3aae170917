using Tracer.Events;

namespace Tracer.Engine;

/// <summary>Xen's grant device: a start and no end. Between the two it may map again what is about to go; nothing stops it.</summary>
internal sealed class Gntdev(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
    : SecondaryMmu(machine, id, mm, traits, KernelFunction.gntdev_mn)
{
    private readonly KernelLock mutex = machine.NewNamedLock(LockClass.Driver, LockType.Mutex, "gntdev priv->lock");

    internal static Driver Driver { get; } = new(
        "gntdev",
        "range_start alone, under a mutex, so it sleeps; nothing keeps a fault from mapping an old page after it",
        DriverTraits.RangeStart | DriverTraits.InvalidatePage | DriverTraits.Release | DriverTraits.Sleeps,
        (machine, id, mm, traits) => new Gntdev(machine, id, mm, traits));

    internal override void Reset()
    {
        base.Reset();
        mutex.Reset();
    }

    protected override Step RangeStart(KernelTask task, AddressRange range) => Invalidate(task, range);

    protected override async Step Invalidate(KernelTask task, AddressRange range)
    {
        await mutex.Acquire(task);
        Zap(task, range);
        await mutex.Release(task);
    }

    // The page is faulted in before the mutex is taken, and looked up without a lock under it: range_start comes with mmap_lock or
    // a folio lock held and takes the mutex inside.
    protected override async Step<bool> Map(KernelTask task, VirtualAddress page, bool write)
    {
        using var _ = task.In(KernelFunction.gntdev_map);
        await Mm.MmapLock.AcquireShared(task);
        var present = await GetUserPages.Locked(task, Mm, page, write);
        present.Page?.Put(task);

        await mutex.Acquire(task);
        var found = await GetUserPages.Fast(task, Mm, page, write);
        if (found.Page is not null) Set(task, found.MappingOf(page, TableLevel.Pte));
        await mutex.Release(task);
        found.Page?.Put(task);
        await Mm.MmapLock.Release(task);
        return found.Page is not null;
    }
}
