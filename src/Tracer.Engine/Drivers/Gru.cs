using Tracer.Engine.Faults;
using Tracer.Engine.Locks;
using Tracer.Engine.Memory;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Drivers;

/// <summary>
/// SGI's global reference unit: its TLBs, one a context, hold small pages alone, whatever the CPU maps. A miss reads the CPU's page table
/// without a lock; while a range is open it waits.
/// </summary>
internal sealed class Gru : SecondaryMmu
{
    private static readonly KernelFunction gru_flush_tlb_range = new(nameof(gru_flush_tlb_range));
    private static readonly KernelFunction gru_try_dropin = new(nameof(gru_try_dropin));
    private const int Count = 2;
    private readonly Context[] contexts;
    private readonly InvalidationCounter active;

    private Gru(Machine machine, DriverId id, AddressSpace mm, DriverTraits traits)
        : base(machine, id, mm, traits, gru_flush_tlb_range)
    {
        contexts = [.. Enumerable.Range(0, Count).Select(number => new Context(
            new SecondaryTable(machine, id, mm.Id, traits),
            machine.NewNamedLock(LockClass.Device, LockType.Spin, $"gru {number} tgh")))];
        active = new InvalidationCounter(id, mm.Id, hasSequence: false);
    }

    internal static Driver Driver { get; } = new(
        "gru",
        "with preemption off, a context at a time; small entries over huge pages; misses wait while the count of open ranges is not nothing",
        DriverTraits.RangeStart | DriverTraits.RangeEnd | DriverTraits.InvalidatePage | DriverTraits.Release | DriverTraits.Counts,
        (machine, id, mm, traits) => new Gru(machine, id, mm, traits));

    internal override bool TryAccess(KernelTask task, VirtualAddress address, bool write) => ContextOf(address).Tlb.TryAccess(task, address, write);

    internal override void Close(KernelTask task)
    {
        foreach (var context in contexts) context.Tlb.Zap(task, AddressRange.Everything);
    }

    internal override void Reset()
    {
        base.Reset();
        active.Reset();
        foreach (var (tlb, handle) in contexts)
        {
            tlb.Reset();
            handle.Reset();
        }
    }

    protected override async Step RangeStart(KernelTask task, AddressRange range)
    {
        active.Raise(task);
        await Invalidate(task, range);
    }

    // Who waits for the last range to end is woken.
    protected override Step RangeEnd(KernelTask task, AddressRange range)
    {
        active.Lower(task);
        return default;
    }

    protected override async Step Invalidate(KernelTask task, AddressRange range)
    {
        if (range.Length == PageSize.Pmd && Machine.Has(DriverFaults.FlushHeadOnly)) range = AddressRange.Of(range.Start, PageSize.Small);
        foreach (var (tlb, handle) in contexts)
        {
            task.DisablePreemption();
            await handle.Acquire(task);
            tlb.Zap(task, range);
            await Flush(task, range);
            await handle.Release(task);
            task.EnablePreemption();
        }
    }

    protected override async Step<bool> Map(KernelTask task, VirtualAddress page, bool write)
    {
        while (!IsReleased)
        {
            await task.WaitFor(active.Closed);
            switch (await TryDropIn(task, page, write))
            {
                case DropIn.Done: return true;
                case DropIn.RangeIsOpen: Retry(task, page); break;
                default:
                    if (!await FaultIn(task, page, write)) return false;
                    break;
            }
        }

        return false;
    }

    // The hardware serves a miss or a flush of a context, not both: a range that opens now has its flush wait for this entry.
    private async Step<DropIn> TryDropIn(KernelTask task, VirtualAddress page, bool write)
    {
        using var _ = task.In(gru_try_dropin);
        var (tlb, handle) = ContextOf(page);
        var outcome = DropIn.RangeIsOpen;
        task.DisableIrqs();
        await handle.Acquire(task);
        var sampled = active.Sample(task, page);
        await task.Point();
        var found = Walk(page, write);
        TellLookUp(task, page, found);
        if (active.IsUndisturbed(task, page, sampled) && !IsReleased)
        {
            outcome = found.Page is null ? DropIn.NotPresent : DropIn.Done;
            if (found.Page is not null) tlb.Set(task, SecondaryMapping.Of(found, page, TableLevel.Pte));
        }

        await handle.Release(task);
        task.EnableIrqs();
        return outcome;
    }

    private Context ContextOf(VirtualAddress address) => contexts[(int)(address.Value / PageSize.Small % Count)];

    private enum DropIn
    {
        Done,
        RangeIsOpen,
        NotPresent,
    }

    private sealed record Context(SecondaryTable Tlb, KernelLock Handle);
}
