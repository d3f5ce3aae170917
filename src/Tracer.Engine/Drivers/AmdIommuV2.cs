namespace Tracer.Engine;

/// <summary>AMD's IOMMU with shared virtual addresses: it can forget one page, or everything.</summary>
internal sealed class AmdIommuV2(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
    : SharedTableMmu(machine, id, mm, traits, KernelFunction.amd_iommu_mn, KernelFunction.amd_iommu_do_fault)
{
    private readonly DriverLock domain = new(machine.NewNamedLock(LockClass.Device, LockType.Spin, "amd iommu domain"), irqSave: true);

    internal static Driver Driver { get; } = new(
        "amd-iommu-v2",
        "under a spin lock with interrupts off, but release sleeps; the device walks the CPU's page table whenever it likes",
        DriverTraits.InvalidateRange | DriverTraits.InvalidatePage | DriverTraits.Release | DriverTraits.Ageing | DriverTraits.SharesPageTable,
        (machine, id, mm, traits) => new AmdIommuV2(machine, id, mm, traits));

    internal override void Reset()
    {
        base.Reset();
        domain.Reset();
    }

    protected override async Step Invalidate(KernelTask task, AddressRange range)
    {
        var forgotten = range.Length > PageSize.Small ? AddressRange.Everything : range;
        await domain.Acquire(task);
        Entries.Zap(task, forgotten);
        await Flush(task, forgotten);
        await domain.Release(task);
    }

    protected override async Step Release(KernelTask task)
    {
        task.Emit(new MightSleep { Reason = SleepReason.Device });
        await base.Release(task);
    }

    // The accessed bit is the CPU entry's own: dropping the cached copy makes the device set it again.
    protected override async Step<bool> ClearFlushYoung(KernelTask task, AddressRange range)
    {
        await Invalidate(task, range);
        return false;
    }
}
