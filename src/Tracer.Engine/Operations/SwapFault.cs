using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>do_swap_page: brings a page back from swap, under its folio lock; reclaim holds that until it has notified.</summary>
internal static class SwapFault
{
    internal static readonly KernelPath Path = new("swap-fault", "do_swap_page: read a page back, under its folio lock", OperationSource.PageFault);
    private static readonly KernelFunction do_swap_page = new(nameof(do_swap_page));

    internal static async Step Run(KernelTask task, Vma vma, Pte pte, PageEntry swapped)
    {
        using var _ = task.In(do_swap_page);
        using var operation = task.Begin(Path, vma.Mm, pte.Address);
        var area = task.Machine.Swap;
        var slot = SwapArea.SlotOf(swapped);
        var isShared = area.IsShared(slot);
        var page = area.Find(slot);
        if (page is null)
        {
            page = task.Machine.Pages.Allocate(task, 0);
            area.Add(task, page, slot);
        }
        else
        {
            page.Get(task);
        }

        await page.Lock.Acquire(task);
        await pte.Table.Lock.Acquire(task);
        var entry = await pte.Read(task);
        if (entry == swapped && area.Find(slot) == page)
        {
            var frame = new Pfn(page.Pfn.Value + slot - page.SwapSlot);
            var isOwned = !isShared && (page.Order > 0 || page is { MapCount: 0, IsKsm: false });
            page.Get(task);
            if (page.Order == 0) page.MapAnonymous(vma, pte.Address);
            else page.MapCount++;
            await pte.Set(task, PageEntry.Present(frame, writable: isOwned, dirty: isOwned));
        }

        await pte.Table.Lock.Release(task);

        // try_to_free_swap: a small page that only this entry maps needs its slot no longer.
        if (!isShared && page is { Order: 0, MapCount: 1, SwapSlot: > 0 }) area.Remove(task, page);
        await page.Lock.Release(task);
        page.Put(task);
    }
}
