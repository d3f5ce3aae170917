using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Drivers;

/// <summary>AMD's IOMMU with shared virtual addresses: it can forget one page, or everything.</summary>
internal sealed class AmdIommuV2(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
    : LockedTableMmu(machine, id, mm, traits, amd_iommu_mn, amd_iommu_do_fault, "amd iommu domain")
{
    private static readonly KernelFunction amd_iommu_mn = new(nameof(amd_iommu_mn));
    private static readonly KernelFunction amd_iommu_do_fault = new(nameof(amd_iommu_do_fault));

    internal static Driver Driver { get; } = new(
        "amd-iommu-v2",
        "under a spin lock with interrupts off, but release sleeps; the device walks the CPU's page table whenever it likes",
        DriverTraits.InvalidateRange | DriverTraits.InvalidatePage | DriverTraits.Release | DriverTraits.Ageing | DriverTraits.SharesPageTable,
        (machine, id, mm, traits) => new AmdIommuV2(machine, id, mm, traits));

    protected override Step Invalidate(KernelTask task, AddressRange range) =>
        base.Invalidate(task, range.Length > PageSize.Small ? AddressRange.Everything : range);

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
