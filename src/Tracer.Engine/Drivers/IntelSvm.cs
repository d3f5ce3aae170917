namespace Tracer.Engine;

/// <summary>Intel's IOMMU with shared virtual memory: for each of its devices, found under RCU, a flush goes into the hardware's queue and is waited for.</summary>
internal sealed class IntelSvm(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
    : SharedTableMmu(machine, id, mm, traits, KernelFunction.intel_flush_svm_range, KernelFunction.prq_event_thread)
{
    private readonly DriverLock queue = new(machine.NewNamedLock(LockClass.Device, LockType.Spin, "intel iommu q_lock"), irqSave: true);

    internal static Driver Driver { get; } = new(
        "intel-svm",
        "under RCU and a spin lock with interrupts off, until the hardware has flushed; the device walks the CPU's page table whenever it likes",
        DriverTraits.InvalidateRange | DriverTraits.InvalidatePage | DriverTraits.ChangePte | DriverTraits.Release | DriverTraits.SharesPageTable,
        (machine, id, mm, traits) => new IntelSvm(machine, id, mm, traits));

    internal override void Reset()
    {
        base.Reset();
        queue.Reset();
    }

    protected override async Step Invalidate(KernelTask task, AddressRange range)
    {
        Machine.Rcu.Enter(task);
        await queue.Acquire(task);
        Entries.Zap(task, range);
        await Flush(task, range);
        await queue.Release(task);
        Machine.Rcu.Leave(task);
    }
}
