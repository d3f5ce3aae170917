using Tracer.Engine.Faults;
using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Drivers;

/// <summary>
/// A device that walks the CPU's own page table and caches what it finds, at any time and without a lock. It is told by
/// invalidate_range what to forget, and must be kept from walking before the table goes.
/// </summary>
internal abstract class SharedTableMmu(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits, KernelFunction callbacks, KernelFunction fault)
    : SecondaryMmu(machine, id, mm, traits, callbacks)
{
    private const int FaultsPerRequest = 4;
    private bool isBound;

    internal override void Register(ScheduledTask task)
    {
        base.Register(task);
        Bind(task, true);
    }

    internal override void Close(KernelTask task)
    {
        Bind(task, false);
        base.Close(task);
    }

    internal override void Reset()
    {
        base.Reset();
        isBound = false;
    }

    protected override async Step InvalidateRange(KernelTask task, AddressRange range)
    {
        if (Machine.Has(DriverFaults.SleepInInvalidateRange)) task.Emit(new MightSleep { Reason = SleepReason.Allocation });
        await Invalidate(task, range);
    }

    // The device is kept from walking first: what it has cached it may forget only when it cannot look again.
    protected override async Step Release(KernelTask task)
    {
        if (!Machine.Has(DriverFaults.WalkAfterRelease)) Bind(task, false);
        await Invalidate(task, AddressRange.Everything);
    }

    protected override async Step<bool> Map(KernelTask task, VirtualAddress page, bool write)
    {
        for (var faults = 0; faults <= FaultsPerRequest; faults++)
        {
            await task.Point();
            if (!isBound) return false;
            if (TryWalk(task, page, write)) return true;
            using var _ = task.In(fault);
            if (!await FaultIn(task, page, write)) return false;
        }

        return false;
    }

    // The walk and the fill are one step, for an invalidation waits for the walks that are on their way. Only a walk for writing
    // sets the dirty bit, so only that allows writes.
    private bool TryWalk(KernelTask task, VirtualAddress page, bool write)
    {
        var found = Walk(page, write);
        if (found.Page is not { } target) return false;
        target.IsDirty |= write;
        Entries.Set(task, SecondaryMapping.Of(found, page, TableLevel.Pte) with { Writable = write });
        return true;
    }

    // Release may come twice at once, from exit and from whoever unregisters.
    private void Bind(ScheduledTask task, bool bound)
    {
        if (isBound == bound) return;
        isBound = bound;
        task.Emit(new SecondaryBound { Driver = Id, Mm = Mm.Id, Bound = bound });
    }
}
