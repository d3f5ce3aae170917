using Tracer.Engine.Memory;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>shrink_page_list: tries to free pages, one at a time.</summary>
internal static class ShrinkPageList
{
    internal static readonly KernelPath Path = new("reclaim", "shrink_page_list, try_to_unmap_one: take a page out of every page table and free it");
    private static readonly KernelFunction shrink_page_list = new(nameof(shrink_page_list));
    private static readonly KernelFunction add_to_swap = new(nameof(add_to_swap));

    internal static async Step Run(KernelTask task, int attempts)
    {
        for (var i = 0; i < attempts; i++)
        {
            await task.Point();
            var candidates = task.Machine.Pages.Live;
            if (candidates.Count == 0) return;
            var page = candidates[task.ChooseNumber(candidates.Count)];
            await Shrink(task, page);
        }
    }

    private static async Step Shrink(KernelTask task, Page page)
    {
        if (page.Mapping is null || !page.TryGet(task)) return;
        using var _ = task.In(shrink_page_list);
        using var operation = task.Begin(Path, null, VirtualAddress.Unknown);
        if (await page.Lock.TryAcquire(task))
        {
            await Unmap(task, page);
            await page.Lock.Release(task);
        }

        page.Put(task);
    }

    // Truncate may have taken it out of its file before its lock was had.
    private static async Step Unmap(KernelTask task, Page page)
    {
        if (page.Mapping is null) return;
        if (page is { IsAnonymous: true, IsSwapBacked: true, SwapSlot: 0 }) AddToSwap(task, page);
        var isUnmapped = page.MapCount == 0;
        if (!isUnmapped)
        {
            var ignoresAccess = task.ChooseNumber(2) == 1;
            var defersFlush = task.Machine.Protocol.Is(ReclaimFlush.Batched) && task.ChooseNumber(2) == 1;
            isUnmapped = await TryToUnmap.Run(task, page, ignoresAccess, defersFlush);
            await task.FlushDeferred();
        }

        if (isUnmapped) RemoveMapping(task, page);
    }

    private static void AddToSwap(KernelTask task, Page page)
    {
        using var _ = task.In(add_to_swap);
        task.Machine.Swap.Add(task, page);
        page.IsDirty = true;
    }

    // Whoever holds one more reference may still use the page: it stays, and so does its place in the cache.
    private static void RemoveMapping(KernelTask task, Page page)
    {
        const int Isolated = 1;
        var isCached = page.SwapSlot > 0 || !page.IsAnonymous;
        if (page.References != Isolated + (isCached ? 1 : 0)) return;
        if (page.SwapSlot > 0) task.Machine.Swap.Remove(task, page);
        else if (isCached) page.Mapping!.Uncache(task, page);
    }
}
