using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Drivers;

/// <summary>Intel's IOMMU with shared virtual memory: for each of its devices, found under RCU, a flush goes into the hardware's queue and is waited for.</summary>
internal sealed class IntelSvm(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
    : LockedTableMmu(machine, id, mm, traits, intel_flush_svm_range, prq_event_thread, "intel iommu q_lock")
{
    private static readonly KernelFunction intel_flush_svm_range = new(nameof(intel_flush_svm_range));
    private static readonly KernelFunction prq_event_thread = new(nameof(prq_event_thread));

    internal static Driver Driver { get; } = new(
        "intel-svm",
        "under RCU and a spin lock with interrupts off, until the hardware has flushed; the device walks the CPU's page table whenever it likes",
        DriverTraits.InvalidateRange | DriverTraits.InvalidatePage | DriverTraits.ChangePte | DriverTraits.Release | DriverTraits.SharesPageTable,
        (machine, id, mm, traits) => new IntelSvm(machine, id, mm, traits));

    protected override async Step Invalidate(KernelTask task, AddressRange range)
    {
        Machine.Rcu.Enter(task);
        await base.Invalidate(task, range);
        Machine.Rcu.Leave(task);
    }
}
