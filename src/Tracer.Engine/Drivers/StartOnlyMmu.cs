using Tracer.Engine.Faults;
using Tracer.Engine.Memory;
using Tracer.Engine.Operations;
using Tracer.Engine.Protocols;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Drivers;

/// <summary>
/// A driver that drops its entries in range_start and knows nothing of the end. What keeps it from mapping again what is about to go is
/// nothing, or what <see cref="StartOnlyGuard"/> says.
/// </summary>
internal abstract class StartOnlyMmu(
    Machine machine, DriverId id, AddressSpace mm, DriverTraits traits, KernelFunction callbacks, KernelFunction map, string lockName, LockType lockType, bool irqSave = false)
    : CountingMmu(machine, id, mm, Guarded(machine.Protocol, traits), callbacks,
        new(machine.NewNamedLock(LockClass.Driver, machine.Protocol.Is(StartOnlyGuard.InvalidateRange) ? LockType.Spin : lockType, lockName), irqSave))
{
    private bool Counts => (Traits & DriverTraits.Counts) != 0;

    private bool Pins => (Traits & DriverTraits.PinsPages) != 0;

    protected override async Step RangeStart(KernelTask task, AddressRange range)
    {
        await Guard.Acquire(task);
        if (Counts) Invalidations.Raise(task);
        await Drop(task, range);
        if (Machine.Has(DriverFaults.MapInStart)) MapAgain(task, range.Start);
        await Guard.Release(task);
    }

    protected override async Step RangeEnd(KernelTask task, AddressRange range)
    {
        if (!Counts) return;
        await Guard.Acquire(task);
        Invalidations.End(task);
        await Guard.Release(task);
    }

    protected override async Step Invalidate(KernelTask task, AddressRange range)
    {
        await Guard.Acquire(task);
        if (Counts) Invalidations.Move(task);
        await Drop(task, range);
        await Guard.Release(task);
    }

    // Under the page-table lock nothing can be put off and nothing waited for.
    protected override async Step InvalidateRange(KernelTask task, AddressRange range)
    {
        await Guard.Acquire(task);
        await ZapAndFlush(task, range);
        await Guard.Release(task);
    }

    /// <summary>How the driver gives up the entries of a range, its lock held.</summary>
    protected virtual Step Drop(KernelTask task, AddressRange range) => ZapAndFlush(task, range);

    protected override async Step<bool> Map(KernelTask task, VirtualAddress page, bool write)
    {
        using var _ = task.In(map);
        if (Counts) return await base.Map(task, page, write);
        return Pins ? await MapPinned(task, page, write) : await MapUnderLock(task, page, write);
    }

    // What is pinned may be looked up at any time: it is the driver's page even if it is no longer the CPU's.
    private async Step<bool> MapPinned(KernelTask task, VirtualAddress page, bool write)
    {
        var found = await LookUp(task, page, write);
        if (found.Page is not { } target) return false;
        await Guard.Acquire(task);
        if (!IsReleased) Install(task, page, found);
        await Guard.Release(task);
        target.Put(task);
        return !IsReleased;
    }

    // The page is faulted in before the lock is taken, and looked up without a lock under it: range_start comes with mmap_lock or
    // a folio lock held and takes the driver's lock inside.
    private async Step<bool> MapUnderLock(KernelTask task, VirtualAddress page, bool write)
    {
        var isLockedEarly = Machine.Has(DriverFaults.LockAcrossFault);
        if (isLockedEarly) await Guard.Acquire(task);
        await Mm.MmapLock.AcquireShared(task);
        var present = await GetUserPages.Locked(task, Mm, page, write);
        present.Page?.Put(task);

        if (!isLockedEarly) await Guard.Acquire(task);
        var found = await GetUserPages.Fast(task, Mm, page, write);
        TellLookUp(task, page, found);
        var isMapped = found.Page is not null && !IsReleased;
        if (isMapped) Install(task, page, found);
        await Guard.Release(task);
        found.Page?.Put(task);
        await Mm.MmapLock.Release(task);
        return isMapped;
    }

    private static DriverTraits Guarded(Protocol protocol, DriverTraits traits) => protocol.Get<StartOnlyGuard>() switch
    {
        StartOnlyGuard.Count => traits | DriverTraits.RangeEnd | DriverTraits.Counts,
        StartOnlyGuard.PageReferences => traits | DriverTraits.PinsPages,
        StartOnlyGuard.InvalidateRange when protocol.Is(InvalidateRangeCallback.Exists) => (traits | DriverTraits.InvalidateRange) & ~DriverTraits.Sleeps,
        _ => traits,
    };
}
