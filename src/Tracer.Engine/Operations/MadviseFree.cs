using Tracer.Engine.Faults;
using Tracer.Engine.Memory;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>madvise(MADV_FREE): the pages may be dropped instead of swapped, unless they are written again.</summary>
internal static class MadviseFree
{
    internal static readonly KernelPath Path = new("madvise-free", "madvise_free_pte_range: let pages be dropped unless they are written again");
    private static readonly KernelFunction madvise_free_single_vma = new(nameof(madvise_free_single_vma));
    private static readonly KernelFunction madvise_free_pte_range = new(nameof(madvise_free_pte_range));

    internal static async Step Run(KernelTask task, AddressSpace mm, Vma vma)
    {
        if (task.Machine.Protocol.Is(LazyFree.Absent)) return;
        using var _ = task.In(madvise_free_single_vma);
        using var operation = task.Begin(Path, mm, vma.Range.Start);
        var isLocked = !task.Machine.Has(LockFaults.MadviseUnlocked);
        if (isLocked) await mm.MmapLock.AcquireShared(task);
        if (mm.FindVma(vma.Range.Start) == vma)
        {
            var gather = task.Gather;
            var bracket = await gather.BeginAround(task, mm, vma.Range);
            if (mm.Find(vma.Range.Start, TableLevel.Pte) is { } first) await Walk(task, vma, gather, first.Table);
            await gather.EndRange(task, bracket);
            await gather.Finish(task);
        }

        if (isLocked) await mm.MmapLock.Release(task);
    }

    private static async Step Walk(KernelTask task, Vma vma, MmuGather gather, PageTable table)
    {
        using var _ = task.In(madvise_free_pte_range);
        await table.Lock.Acquire(task);
        await task.FlushPending(vma.Mm);
        for (var address = vma.Range.Start; address < vma.Range.End; address += PageSize.Small)
        {
            var pte = table.At(address);
            if (pte.Entry.IsPresent && await MayFree(task, pte.Entry)) await MarkFree(task, gather, pte);
        }

        await table.Lock.Release(task);
    }

    // A page that others map, or that somebody works on, is left alone.
    private static async Step<bool> MayFree(KernelTask task, PageEntry entry)
    {
        var page = task.Machine.Pages.Of(entry.Pfn);
        if (page.MapCount != 1) return false;
        if (page is { SwapSlot: 0, IsDirty: false }) return true;
        if (!await page.Lock.TryAcquire(task)) return false;
        if (page.SwapSlot > 0) task.Machine.Swap.Remove(task, page);
        page.IsDirty = false;
        await page.Lock.Release(task);
        return true;
    }

    private static async Step MarkFree(KernelTask task, MmuGather gather, Pte pte)
    {
        if (pte.Entry.IsAccessed || pte.Entry.IsDirty)
        {
            var old = await pte.Clear(task);
            await pte.Set(task, old.Without(PageEntry.AccessedBit | PageEntry.DirtyBit));
            gather.Track(pte.Extent);
        }

        task.Machine.Pages.Of(pte.Entry.Pfn).IsSwapBacked = false;
    }
}
