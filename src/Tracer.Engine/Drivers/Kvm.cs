using Tracer.Events;

namespace Tracer.Engine;

/// <summary>KVM: a spin lock, a counter of open ranges and a sequence; a fault that overlaps an invalidation starts again.</summary>
internal sealed class Kvm : SecondaryMmu
{
    private readonly KernelLock mmuLock;
    private readonly Condition invalidationMoved;
    private int openRanges;
    private long sequence;

    internal Kvm(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
        : base(machine, id, mm, traits, KernelFunction.kvm_mmu_notifier)
    {
        mmuLock = machine.NewNamedLock(LockClass.Driver, LockType.Spin, "kvm mmu_lock");
        invalidationMoved = new InvalidationMoved(this);
    }

    internal static Driver Driver { get; } = new(
        "kvm",
        "range_start, range_end and ageing under a spin lock; a counter and a sequence make faults start again",
        DriverTraits.RangeStart | DriverTraits.RangeEnd | DriverTraits.InvalidatePage | DriverTraits.Ageing | DriverTraits.ChangePte | DriverTraits.Counts,
        (machine, id, mm, traits) => new Kvm(machine, id, mm, traits));

    internal override void Reset()
    {
        base.Reset();
        mmuLock.Reset();
        openRanges = 0;
        sequence = 0;
    }

    protected override async Step RangeStart(KernelTask task, AddressRange range)
    {
        await mmuLock.Acquire(task);
        openRanges++;
        Zap(task, range);
        await mmuLock.Release(task);
    }

    protected override async Step RangeEnd(KernelTask task, AddressRange range)
    {
        await mmuLock.Acquire(task);
        sequence++;
        openRanges--;
        await mmuLock.Release(task);
    }

    // invalidate_page counts as a whole invalidation: who looked the page up before it must look again.
    protected override async Step Invalidate(KernelTask task, AddressRange range)
    {
        await mmuLock.Acquire(task);
        sequence++;
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
            var sampled = sequence;
            var found = await GetUserPages.Run(task, Mm, page, write);
            if (found.Page is not { } target) return false;

            await mmuLock.Acquire(task);
            if (MayInstall(sampled))
            {
                Set(task, found.MappingOf(page, found.Level));
                await mmuLock.Release(task);
                target.Put(task);
                return true;
            }

            Retry(task, page);
            task.Stamp = Version;
            await mmuLock.Release(task);
            target.Put(task);
            await task.WaitFor(invalidationMoved);
        }
    }

    // Both numbers move on: one that only saw the count would sleep through an end and a start between two looks.
    private long Version => sequence * 1024 + openRanges;

    private bool MayInstall(long sampled) => openRanges == 0 && sequence == sampled || Machine.Slips(Slip.InstallInsideBracket);

    private sealed class InvalidationMoved(Kvm kvm) : Condition
    {
        internal override bool HoldsFor(KernelTask task) => kvm.openRanges == 0 || kvm.Version != task.Stamp;
    }
}
