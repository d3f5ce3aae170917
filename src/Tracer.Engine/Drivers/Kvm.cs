using Tracer.Events;

namespace Tracer.Engine;

/// <summary>KVM: a spin lock, a counter of open ranges and a sequence; a fault that overlaps an invalidation starts again.</summary>
internal sealed class Kvm(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
    : SecondaryMmu(machine, id, mm, traits, KernelFunction.kvm_mmu_notifier)
{
    private readonly KernelLock mmuLock = machine.NewNamedLock(LockClass.Driver, LockType.Spin, "kvm mmu_lock");
    private readonly InvalidationCounter invalidations = new();

    internal static Driver Driver { get; } = new(
        "kvm",
        "range_start, range_end and ageing under a spin lock; a counter and a sequence make faults start again",
        DriverTraits.RangeStart | DriverTraits.RangeEnd | DriverTraits.InvalidatePage | DriverTraits.Release | DriverTraits.Ageing | DriverTraits.ChangePte | DriverTraits.Counts,
        (machine, id, mm, traits) => new Kvm(machine, id, mm, traits));

    internal override void Reset()
    {
        base.Reset();
        mmuLock.Reset();
        invalidations.Reset();
    }

    protected override async Step RangeStart(KernelTask task, AddressRange range)
    {
        await mmuLock.Acquire(task);
        invalidations.Start();
        Zap(task, range);
        await mmuLock.Release(task);
    }

    protected override async Step RangeEnd(KernelTask task, AddressRange range)
    {
        await mmuLock.Acquire(task);
        invalidations.End();
        await mmuLock.Release(task);
    }

    // invalidate_page and change_pte: who looked the page up before must look again.
    protected override async Step Invalidate(KernelTask task, AddressRange range)
    {
        await mmuLock.Acquire(task);
        invalidations.Pass();
        Zap(task, range);
        await mmuLock.Release(task);
    }

    protected override async Step<bool> ClearFlushYoung(KernelTask task, AddressRange range)
    {
        await mmuLock.Acquire(task);
        var young = ClearYoung(range);
        await mmuLock.Release(task);
        return young;
    }

    protected override async Step<bool> Map(KernelTask task, VirtualAddress page, bool write)
    {
        using var _ = task.In(KernelFunction.tdp_page_fault);
        while (true)
        {
            await task.Point();
            var sampled = invalidations.Sequence;
            var found = await GetUserPages.Run(task, Mm, page, write);
            if (found.Page is not { } target) return false;

            await mmuLock.Acquire(task);
            if (invalidations.IsUndisturbed(sampled) || Machine.Has(InstallInsideBracket.Fault))
            {
                Set(task, found.MappingOf(page, found.Level));
                await mmuLock.Release(task);
                target.Put(task);
                return true;
            }

            Retry(task, page);
            task.Stamp = invalidations.Stamp;
            await mmuLock.Release(task);
            target.Put(task);
            await task.WaitFor(invalidations.Moved);
        }
    }
}
