using Tracer.Engine.Faults;
using Tracer.Engine.Memory;
using Tracer.Engine.Operations;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Drivers;

/// <summary>A driver whose faults look a page up without a lock and start again if an invalidation came meanwhile.</summary>
internal abstract class CountingMmu : SecondaryMmu
{
    protected CountingMmu(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits, KernelFunction callbacks, DriverLock guard)
        : base(machine, id, mm, traits, callbacks)
    {
        Guard = guard;
        Invalidations = new InvalidationCounter(id, mm.Id);
    }

    /// <summary>The lock under which entries are set and dropped, and the counter changed and tested.</summary>
    protected DriverLock Guard { get; }

    protected InvalidationCounter Invalidations { get; }

    internal override void Reset()
    {
        base.Reset();
        Guard.Reset();
        Invalidations.Reset();
    }

    protected override async Step<bool> Map(KernelTask task, VirtualAddress page, bool write)
    {
        while (!IsReleased)
        {
            await task.Point();
            var sampled = Invalidations.Sample(task, page);
            var found = await LookUp(task, page, write);
            if (found.Page is not { } target) return false;
            if (Machine.Has(DriverFaults.SampleAfterLookUp)) sampled = Invalidations.Sample(task, page);

            var isTestedEarly = Machine.Has(DriverFaults.TestBeforeLock);
            var isUndisturbed = isTestedEarly && Invalidations.IsUndisturbed(task, page, sampled);
            await Guard.Acquire(task);
            if (!isTestedEarly) isUndisturbed = Invalidations.IsUndisturbed(task, page, sampled) || Machine.Has(DriverFaults.InstallInsideBracket);
            if (isUndisturbed) Install(task, page, found);
            else Retry(task, page);
            task.Stamp = Invalidations.Stamp;
            await Guard.Release(task);
            target.Put(task);
            if (isUndisturbed) return true;
            await task.WaitFor(Invalidations.Moved);
        }

        return false;
    }

    protected virtual void Install(KernelTask task, VirtualAddress page, in UserPage found) =>
        Entries.Set(task, SecondaryMapping.Of(found, page, TableLevel.Pte));

    /// <summary>What a callback must not do, and does where a fault is planted: sets an entry to what the CPU's page table says now.</summary>
    protected void MapAgain(KernelTask task, VirtualAddress page)
    {
        var found = IsReleased ? default : Walk(page, write: false);
        TellLookUp(task, page, found);
        if (found.Page is not null) Install(task, page, found);
    }
}
