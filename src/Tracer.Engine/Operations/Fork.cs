using Tracer.Engine.Faults;
using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>dup_mmap: copies an address space; what is private and writable becomes read-only on both sides.</summary>
internal static class Fork
{
    internal static readonly KernelPath Path = new("fork", "copy_page_range: write-protect and share the pages of a child");
    private static readonly KernelFunction dup_mmap = new(nameof(dup_mmap));
    private static readonly KernelFunction copy_page_range = new(nameof(copy_page_range));
    private static readonly KernelFunction copy_huge_pmd = new(nameof(copy_huge_pmd));
    private static readonly KernelFunction copy_pte_range = new(nameof(copy_pte_range));

    internal static async Step Run(KernelTask task, AddressSpace parent, AddressSpace child)
    {
        using var _ = task.In(dup_mmap);
        using var operation = task.Begin(Path, parent, VirtualAddress.Unknown);
        await parent.MmapLock.Acquire(task);
        child.Begin(task);
        await child.MmapLock.Acquire(task);
        for (var i = 0; i < parent.Vmas.Count; i++)
        {
            var vma = parent.Vmas[i];
            if (!vma.IsCopiedByFork) continue;
            await vma.Mapping.Lock.Acquire(task);
            var copy = new Vma(child, vma.Range, vma.Mapping, vma.IsHuge);
            child.Link(task, copy);
            await vma.Mapping.Lock.Release(task);
            await CopyRange(task, vma, copy);
        }

        await child.MmapLock.Release(task);
        await parent.Flush(task, AddressRange.Everything);
        await parent.MmapLock.Release(task);
    }

    private static async Step CopyRange(KernelTask task, Vma from, Vma to)
    {
        using var _ = task.In(copy_page_range);
        var isAnnounced = !task.Machine.Has(BracketFaults.UnannouncedFork);
        var bracket = isAnnounced ? await from.Mm.Notifiers.RangeStart(task, Announced(task.Machine, from.Range)) : default;
        for (var address = from.Range.Start; address < from.Range.End; address = address.AlignDown(PageSize.Pmd) + PageSize.Pmd)
        {
            if (from.Mm.Find(address, TableLevel.Pmd) is { Entry.IsHuge: true } pmd && await CopyHuge(task, pmd, to.Mm)) continue;
            if (from.Mm.Find(address, TableLevel.Pte) is not { } source) continue;
            var target = await PageTables.Ensure(task, to.Mm, address, TableLevel.Pte);
            await CopyTable(task, from, source.Table, target, address);
        }

        if (isAnnounced) await from.Mm.Notifiers.RangeEnd(task, bracket);
    }

    // All of the region, unless a fault is planted.
    private static AddressRange Announced(Machine machine, AddressRange region)
    {
        if (machine.Has(BracketFaults.RangeOnePageShort)) return region with { End = new VirtualAddress(region.End.Value - PageSize.Small) };
        if (machine.Has(BracketFaults.InclusiveEnd)) return region with { End = new VirtualAddress(region.End.Value - 1) };
        if (machine.Has(BracketFaults.RangeBeyondRegion)) return region with { End = region.End + PageSize.Small };
        return region;
    }

    // copy_huge_pmd. Reclaim may have split it before the lock was had.
    private static async Step<bool> CopyHuge(KernelTask task, Pte source, AddressSpace child)
    {
        using var _ = task.In(copy_huge_pmd);
        var target = (await PageTables.Ensure(task, child, source.Address, TableLevel.Pmd)).At(source.Address);
        await target.Table.Lock.Acquire(task);
        await source.Table.Lock.Acquire(task);
        var isHuge = source.Entry.IsHuge;
        if (isHuge) await CopyEntry(task, source, target);
        await source.Table.Lock.Release(task);
        await target.Table.Lock.Release(task);
        return isHuge;
    }

    private static async Step CopyTable(KernelTask task, Vma vma, PageTable source, PageTable target, VirtualAddress address)
    {
        using var _ = task.In(copy_pte_range);
        await target.Lock.Acquire(task);
        await source.Lock.Acquire(task);
        for (; address < vma.Range.End && source.At(address).Extent.End <= source.AddressOf(0) + PageSize.Pmd; address += PageSize.Small)
        {
            var from = source.At(address);
            if (from.Entry.IsNone) continue;
            await CopyEntry(task, from, target.At(address));
        }

        await source.Lock.Release(task);
        await target.Lock.Release(task);
    }

    private static async Step CopyEntry(KernelTask task, Pte from, Pte to)
    {
        if (from.Entry.IsSwap)
        {
            task.Machine.Swap.Share(SwapArea.SlotOf(from.Entry));
            await to.Set(task, from.Entry);
            return;
        }

        if (from.Entry.IsWritable) await from.Update(task, PteOperation.WriteProtect);
        var page = task.Machine.Pages.Of(from.Entry.Pfn);
        page.Get(task);
        page.MapCount++;
        await to.Set(task, from.Entry.Without(PageEntry.AccessedBit));
    }
}
