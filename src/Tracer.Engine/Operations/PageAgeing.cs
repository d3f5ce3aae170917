using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>page_referenced: asks every entry of a page, and every device, whether it was used since it was last asked. No bracket: nothing is taken away.</summary>
internal static class PageAgeing
{
    internal static readonly KernelPath Path = new("ageing", "page_referenced_one, ptep_clear_flush_young_notify: ask whether a page was used, without a bracket");
    private static readonly KernelFunction page_referenced = new(nameof(page_referenced));
    private static readonly KernelFunction page_referenced_one = new(nameof(page_referenced_one));

    /// <summary>shrink_active_list: kswapd asks one page after the other.</summary>
    internal static async Step Run(KernelTask task, int pages)
    {
        for (var i = 0; i < pages; i++)
        {
            await task.Point();
            var candidates = task.Machine.Pages.Live;
            if (candidates.Count == 0) return;
            var page = candidates[task.ChooseNumber(candidates.Count)];
            if (page.Mapping is null || !page.TryGet(task)) continue;
            await Age(task, page);
            page.Put(task);
        }
    }

    /// <summary>ptep_clear_flush_young_notify: under the page-table lock, where the walk stands. True if the page was used.</summary>
    internal static async Step<bool> ClearYoung(KernelTask task, Vma vma, PageVmaMappedWalk walk)
    {
        var pte = walk.Current;
        var young = walk.Entry.IsAccessed;
        if (young)
        {
            await pte.Update(task, PteOperation.ClearYoung);
            await vma.Mm.Flush(task, pte.Extent);
        }

        return await vma.Mm.Notifiers.ClearFlushYoung(task, pte.Extent, young);
    }

    // A file may be truncated under a page that is not locked; anonymous memory is looked up by its anon_vma's own lock.
    private static async Step Age(KernelTask task, Page page)
    {
        using var _ = task.In(page_referenced);
        using var operation = task.Begin(Path, null, VirtualAddress.Unknown);
        var isLocked = !page.IsAnonymous || page.IsKsm;
        if (isLocked && !await page.Lock.TryAcquire(task)) return;
        if (page.Mapping is { } mapping)
        {
            await mapping.LockForWalk(task);
            for (var i = 0; i < mapping.Vmas.Count; i++)
            {
                var vma = mapping.Vmas[i];
                if (vma.Range.Contains(vma.AddressOf(page.Offset))) await One(task, page, vma);
            }

            await mapping.Lock.Release(task);
        }

        if (isLocked) await page.Lock.Release(task);
    }

    private static async Step One(KernelTask task, Page page, Vma vma)
    {
        using var _ = task.In(page_referenced_one);
        var walk = task.Walk;
        walk.Begin(page, vma, vma.AddressOf(page.Offset));
        while (await walk.MoveNext()) await ClearYoung(task, vma, walk);
        await walk.Unlock();
    }
}
