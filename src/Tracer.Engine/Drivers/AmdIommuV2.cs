using Tracer.Events;

namespace Tracer.Engine;

/// <summary>AMD's IOMMU with shared virtual addresses: its TLB is filled from the CPU's own page table, at any time and without a lock.</summary>
internal sealed class AmdIommuV2(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
    : SecondaryMmu(machine, id, mm, traits, KernelFunction.amd_iommu_mn)
{
    private const int FaultsPerRequest = 4;
    private readonly KernelLock domainLock = machine.NewNamedLock(LockClass.Device, LockType.Spin, "amd iommu domain");

    internal static Driver Driver { get; } = new(
        "amd-iommu-v2",
        "invalidate_range under a spin lock with interrupts off; the device walks the CPU's page table whenever it likes",
        DriverTraits.InvalidateRange | DriverTraits.InvalidatePage | DriverTraits.Release | DriverTraits.Ageing | DriverTraits.SharesPageTable,
        (machine, id, mm, traits) => new AmdIommuV2(machine, id, mm, traits));

    internal override void Reset()
    {
        base.Reset();
        domainLock.Reset();
    }

    protected override async Step Invalidate(KernelTask task, AddressRange range)
    {
        task.DisableIrqs();
        await domainLock.Acquire(task);
        Zap(task, range);
        await domainLock.Release(task);
        task.EnableIrqs();
    }

    // The accessed bit is the CPU entry's own: dropping the cached copy makes the device set it again.
    protected override async Step<bool> ClearFlushYoung(KernelTask task, AddressRange range)
    {
        await Invalidate(task, range);
        return false;
    }

    protected override async Step<bool> Map(KernelTask task, VirtualAddress page, bool write)
    {
        for (var faults = 0; faults <= FaultsPerRequest; faults++)
        {
            await task.Point();
            if (TryWalk(task, page, write)) return true;
            using var _ = task.In(KernelFunction.amd_iommu_do_fault);
            await Mm.MmapLock.AcquireShared(task);
            var handled = await PageFault.Handle(task, Mm, page, write);
            await Mm.MmapLock.Release(task);
            if (!handled) return false;
        }

        return false;
    }

    // The walk and the fill are one step, for an invalidation waits for the walks that are on their way. Only a walk for writing
    // sets the dirty bit, so only that allows writes.
    private bool TryWalk(KernelTask task, VirtualAddress page, bool write)
    {
        if (Mm.FindLeaf(page) is not { } leaf || write && !leaf.Entry.IsWritable) return false;
        var level = leaf.Table.Level;
        var (_, generation) = Machine.FrameOf(leaf.Entry, level, page);
        var found = new UserPage(Machine.Pages.Of(leaf.Entry.Pfn), leaf.Entry, level, generation);
        found.Page!.IsDirty |= write;
        Set(task, found.MappingOf(page, TableLevel.Pte) with { Writable = write });
        return true;
    }
}
