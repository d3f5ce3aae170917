using Tracer.Engine.Faults;
using Tracer.Engine.Memory;
using Tracer.Engine.Operations;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Drivers;

/// <summary>KVM: a spin lock, a counter of open ranges and a sequence; a fault that overlaps an invalidation starts again.</summary>
internal sealed class Kvm(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
    : CountingMmu(machine, id, mm, traits, kvm_mmu_notifier, new(machine.NewNamedLock(LockClass.Driver, LockType.Spin, "kvm mmu_lock")))
{
    private static readonly KernelFunction kvm_mmu_notifier = new(nameof(kvm_mmu_notifier));
    private static readonly KernelFunction kvm_swap_active_memslots = new(nameof(kvm_swap_active_memslots));
    private static readonly KernelFunction tdp_page_fault = new(nameof(tdp_page_fault));
    private const int SlotChangesOneIn = 8;

    // The address of the page of the guest's interrupt controller, the only one that the hardware knows by another way than an entry.
    private readonly SecondaryTable vmcs = new(machine, id, mm.Id, traits);

    internal static Driver Driver { get; } = new(
        "kvm",
        "under a spin lock; a counter of open ranges and a sequence make faults start again",
        DriverTraits.RangeStart | DriverTraits.RangeEnd | DriverTraits.InvalidatePage | DriverTraits.Release | DriverTraits.Ageing | DriverTraits.ChangePte | DriverTraits.Counts,
        (machine, id, mm, traits) => new Kvm(machine, id, mm, traits));

    /// <summary>Where its user maps that page, if there is one.</summary>
    internal static VirtualAddress ApicPage { get; } = new(0x7f01_0000_0000);

    internal override bool TryAccess(KernelTask task, VirtualAddress address, bool write) =>
        base.TryAccess(task, address, write) || vmcs.TryAccess(task, address, write);

    internal override void Reset()
    {
        base.Reset();
        vmcs.Reset();
    }

    // kvm_swap_active_memslots: a range that is counted on one layout must not be uncounted on another.
    internal override async Step Reconfigure(KernelTask task, VirtualAddress address)
    {
        if (task.ChooseNumber(SlotChangesOneIn) > 0) return;
        using var _ = task.In(kvm_swap_active_memslots);
        var slot = AddressRange.Of(address.AlignDown(PageSize.Pmd), PageSize.Pmd);
        await Guard.Acquire(task);
        while (Invalidations.IsOpen && !Machine.Has(DriverFaults.ChangeSlotInsideRange))
        {
            await Guard.Release(task);
            await task.WaitFor(Invalidations.Closed);
            await Guard.Acquire(task);
        }

        if (!IsReleased)
        {
            await Zap(task, slot, reloadsApicPage: false);
            task.Emit(new SecondaryLayoutChanged { Driver = Id, Mm = Mm.Id, Start = slot.Start, End = slot.End });
        }

        await Guard.Release(task);
    }

    internal override void Close(KernelTask task)
    {
        base.Close(task);
        vmcs.Zap(task, AddressRange.Everything);
    }

    protected override async Step<bool> Map(KernelTask task, VirtualAddress page, bool write)
    {
        using var _ = task.In(tdp_page_fault);
        return await base.Map(task, page, write);
    }

    protected override void Install(KernelTask task, VirtualAddress page, in UserPage found)
    {
        if (page == ApicPage) vmcs.Set(task, SecondaryMapping.Of(found, page, TableLevel.Pte));
        else Entries.Set(task, SecondaryMapping.Of(found, page, found.Level));
    }

    protected override async Step RangeStart(KernelTask task, AddressRange range)
    {
        await Guard.Acquire(task);
        Invalidations.Raise(task);
        await Zap(task, range, Machine.Protocol.Is(ApicReload.RangeStart));
        await Guard.Release(task);
    }

    protected override async Step RangeEnd(KernelTask task, AddressRange range)
    {
        await Guard.Acquire(task);
        Invalidations.End(task);
        await Guard.Release(task);
    }

    protected override async Step InvalidatePage(KernelTask task, AddressRange page)
    {
        await Guard.Acquire(task);
        Invalidations.Move(task);
        await Zap(task, page, Machine.Protocol.Is(ApicReload.InvalidatePage));
        await Guard.Release(task);
    }

    protected override async Step ChangePte(KernelTask task, AddressRange page)
    {
        if (Machine.Has(DriverFaults.SleepInChangePte)) task.Emit(new MightSleep { Reason = SleepReason.Allocation });
        await Guard.Acquire(task);
        Invalidations.Move(task);
        await Zap(task, page, reloadsApicPage: false);
        if (Machine.Has(DriverFaults.MapInChangePte)) MapAgain(task, page.Start);
        await Guard.Release(task);
    }

    protected override async Step Release(KernelTask task)
    {
        await Guard.Acquire(task);
        Invalidations.Move(task);
        await Zap(task, AddressRange.Everything, reloadsApicPage: true);
        await Guard.Release(task);
    }

    protected override async Step<bool> ClearFlushYoung(KernelTask task, AddressRange range)
    {
        await Guard.Acquire(task);
        if (Machine.Has(DriverFaults.SleepInAgeing)) task.Emit(new MightSleep { Reason = SleepReason.Allocation });
        var young = Entries.ClearYoung(range);
        await Guard.Release(task);
        return young;
    }

    // kvm_flush_remote_tlbs, which flushes everything, under the lock, so that nobody uses a page table page again that a virtual CPU still walks.
    private async Step Zap(KernelTask task, AddressRange range, bool reloadsApicPage)
    {
        var any = Entries.Zap(task, range);
        if (reloadsApicPage) any |= vmcs.Zap(task, range);
        if (any) await Flush(task, AddressRange.Everything);
    }
}
