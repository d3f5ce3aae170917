using Tracer.Engine.Faults;
using Tracer.Engine.Locks;
using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Drivers;

/// <summary>
/// POWER9's NVLink: an invalidation is launched by a register of each of its units and waited for, page by page.
/// The registers are taken in one order, and kept until all units are done.
/// </summary>
internal sealed class PowernvNpu(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
    : SharedTableMmu(machine, id, mm, traits, pnv_npu2_mn, pnv_npu2_handle_fault)
{
    private static readonly KernelFunction pnv_npu2_mn = new(nameof(pnv_npu2_mn));
    private static readonly KernelFunction pnv_npu2_handle_fault = new(nameof(pnv_npu2_handle_fault));
    private const int Units = 2;
    private readonly KernelLock[] registers =
        [.. Enumerable.Range(0, Units).Select(unit => machine.NewNamedLock(LockClass.Device, LockType.Spin, $"npu {unit} atsd register"))];

    internal static Driver Driver { get; } = new(
        "powernv-npu",
        "under the bit locks of flush registers, page by page until the hardware has flushed; the device walks the CPU's page table whenever it likes",
        DriverTraits.InvalidateRange | DriverTraits.InvalidatePage | DriverTraits.ChangePte | DriverTraits.Release | DriverTraits.SharesPageTable,
        (machine, id, mm, traits) => new PowernvNpu(machine, id, mm, traits));

    internal override void Reset()
    {
        base.Reset();
        foreach (var register in registers) register.Reset();
    }

    // More than a huge page is flushed as a whole, as later kernels do, lest an exit walk every address there is.
    protected override async Step Invalidate(KernelTask task, AddressRange range)
    {
        var turn = Machine.Has(DriverFaults.RegistersInAnyOrder) ? task.Id.Value : 0;
        for (var unit = 0; unit < Units; unit++) await registers[(unit + turn) % Units].Acquire(task);
        if (range.Length > PageSize.Pmd) await Launch(task, range);
        else if (Machine.Has(DriverFaults.FlushFirstPageOnly)) await Launch(task, AddressRange.Of(range.Start, PageSize.Small));
        else for (var page = range.Start; page < range.End; page += PageSize.Small) await Launch(task, AddressRange.Of(page, PageSize.Small));
        for (var unit = Units - 1; unit >= 0; unit--) await registers[(unit + turn) % Units].Release(task);
    }

    private async Step Launch(KernelTask task, AddressRange range)
    {
        Entries.Zap(task, range);
        await Flush(task, range);
    }
}
