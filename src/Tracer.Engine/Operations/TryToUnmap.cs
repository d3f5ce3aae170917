using Tracer.Engine.Faults;
using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>try_to_unmap: clears every entry that maps a page, for reclaim.</summary>
internal static class TryToUnmap
{
    private static readonly KernelFunction try_to_unmap = new(nameof(try_to_unmap));
    private static readonly KernelFunction try_to_unmap_one = new(nameof(try_to_unmap_one));
    private const int SwapCountFailsOneIn = 8;

    /// <summary>True if nothing maps the page any more. The caller holds the folio lock and a reference.</summary>
    internal static async Step<bool> Run(KernelTask task, Page page, bool ignoresAccess, bool defersFlush)
    {
        using var _ = task.In(try_to_unmap);
        var mapping = page.Mapping!;
        await mapping.LockForWalk(task);
        for (var i = 0; i < mapping.Vmas.Count; i++)
        {
            var vma = mapping.Vmas[i];
            if (!vma.Range.Contains(vma.AddressOf(page.Offset))) continue;
            if (!await One(task, page, vma, ignoresAccess, defersFlush)) break;
        }

        await mapping.Lock.Release(task);
        return page.MapCount == 0;
    }

    private static async Step<bool> One(KernelTask task, Page page, Vma vma, bool ignoresAccess, bool defersFlush)
    {
        using var _ = task.In(try_to_unmap_one);
        var address = RmapRange.WalkAddress(task, page, vma);
        if (page.Order > 0) await SplitHugePmd.Run(task, vma, address, page);

        var range = RmapRange.Of(task.Machine, page, vma, address);
        var swapCountFails = page is { IsAnonymous: true, IsSwapBacked: true } && task.ChooseNumber(SwapCountFailsOneIn) == 0;
        var bracket = await RmapRange.Begin(task, vma, range);
        var walk = task.Walk;
        var changed = false;
        var goesOn = true;
        walk.Begin(page, vma, address);
        while (goesOn && await walk.MoveNext())
        {
            if (!ignoresAccess && await PageAgeing.ClearYoung(task, vma, walk)) goesOn = false;
            else if (await Clear(task, page, vma, walk, swapCountFails, defersFlush)) changed = true;
            else goesOn = false;
        }

        if (goesOn || !task.Machine.Has(BracketFaults.SkipEndOnAbort)) await RmapRange.End(task, vma, walk, bracket, range, changed);
        else await walk.Unlock();
        return goesOn;
    }

    /// <summary>False if the entry was put back.</summary>
    private static async Step<bool> Clear(KernelTask task, Page page, Vma vma, PageVmaMappedWalk walk, bool swapCountFails, bool defersFlush)
    {
        var pte = walk.Current;
        var mm = vma.Mm;
        if (task.Machine.Has(InvalidationFaults.InvalidateBeforeClear)) await mm.Notifiers.InvalidateRange(task, pte.Extent);
        if (task.Machine.Has(LockFaults.SleepUnderPtl)) task.Emit(new MightSleep { Reason = SleepReason.Allocation });

        var old = await pte.Clear(task);
        if (defersFlush) task.DeferFlush(mm, pte.Extent);
        else await mm.Flush(task, pte.Extent);
        page.TakeDirty(task, pte, old);

        // Written again since MADV_FREE, or no room to count one more user of the swap slot.
        var isRedirtied = page is { IsAnonymous: true, IsSwapBacked: false, IsDirty: true };
        if (isRedirtied || swapCountFails)
        {
            await pte.Set(task, task.Machine.Has(InvalidationFaults.RestoreWritable) ? old.With(PageEntry.WritableBit) : old);
            page.IsSwapBacked = true;
            return false;
        }

        if (page is { IsAnonymous: true, IsSwapBacked: true }) await pte.Set(task, SwapArea.EntryOf(page.SwapSlot + old.Pfn.Value - page.Pfn.Value));
        page.MapCount--;
        page.Put(task);
        if (!defersFlush || !task.Machine.Has(InvalidationFaults.DeferInvalidation)) await RmapRange.Changed(task, vma, walk);
        return true;
    }
}
