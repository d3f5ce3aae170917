using Tracer.Engine.Faults;
using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>unmap_page_range: clears every entry of a region and queues its pages until the TLBs are flushed.</summary>
internal static class ZapRange
{
    private static readonly KernelFunction zap_huge_pmd = new(nameof(zap_huge_pmd));
    private static readonly KernelFunction zap_pte_range = new(nameof(zap_pte_range));

    internal static async Step Run(KernelTask task, MmuGather gather, Vma vma)
    {
        var range = vma.Range;
        for (var address = range.Start; address < range.End; address = address.AlignDown(PageSize.Pmd) + PageSize.Pmd)
        {
            await task.Point();
            if (vma.Mm.Find(address, TableLevel.Pmd) is not { Entry.IsNone: false } pmd) continue;
            if (pmd.Entry.IsHuge && await ZapHuge(task, gather, pmd)) continue;
            if (vma.Mm.Find(address, TableLevel.Pte) is { } pte) await ZapTable(task, gather, vma, pte, address);
        }
    }

    // Reclaim may have split it before the lock was had.
    private static async Step<bool> ZapHuge(KernelTask task, MmuGather gather, Pte pmd)
    {
        using var _ = task.In(zap_huge_pmd);
        await pmd.Table.Lock.Acquire(task);
        var isHuge = pmd.Entry.IsHuge;
        if (isHuge)
        {
            var old = await pmd.Clear(task);
            Forget(task, gather, old, pmd);
        }

        await pmd.Table.Lock.Release(task);
        return isHuge;
    }

    private static async Step ZapTable(KernelTask task, MmuGather gather, Vma vma, Pte first, VirtualAddress address)
    {
        using var _ = task.In(zap_pte_range);
        var table = first.Table;
        var end = address.AlignDown(PageSize.Pmd) + PageSize.Pmd;
        if (vma.Range.End < end) end = vma.Range.End;
        var isUnlocked = task.Machine.Has(LockFaults.UnlockedPteChange);
        if (!isUnlocked) await table.Lock.Acquire(task);
        await task.FlushPending(vma.Mm);
        for (; address < end; address += PageSize.Small)
        {
            var pte = table.At(address);
            if (pte.Entry.IsNone) continue;
            var old = await pte.Clear(task);
            if (old.IsPresent) Forget(task, gather, old, pte);
        }

        if (!isUnlocked) await table.Lock.Release(task);
        if (task.Machine.Has(LockFaults.UnlockTwice)) table.Lock.DropAgain(task);
    }

    private static void Forget(KernelTask task, MmuGather gather, PageEntry old, Pte pte)
    {
        var page = task.Machine.Pages.Of(old.Pfn);
        page.TakeDirty(task, pte, old);
        page.MapCount--;
        gather.Track(pte.Extent);
        gather.Queue(page);
    }
}
