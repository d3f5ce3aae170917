using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>do_wp_page: a write to a page that is mapped read-only, for it is shared after fork, or clean in a file.</summary>
internal static class CowFault
{
    internal static readonly KernelPath Path = new("cow-fault", "wp_page_copy: give the writer a copy of a shared page", OperationSource.PageFault);
    private static readonly KernelFunction do_wp_page = new(nameof(do_wp_page));
    private static readonly KernelFunction wp_page_reuse = new(nameof(wp_page_reuse));
    private static readonly KernelFunction wp_page_copy = new(nameof(wp_page_copy));

    internal static async Step Run(KernelTask task, Vma vma, Pte pte, PageEntry seen)
    {
        using var _ = task.In(do_wp_page);
        using var operation = task.Begin(Path, vma.Mm, pte.Address);
        await pte.Table.Lock.Acquire(task);
        var entry = await pte.Read(task);
        if (entry.Bits != seen.Bits)
        {
            await pte.Table.Lock.Release(task);
            return;
        }

        var page = task.Machine.Pages.Of(entry.Pfn);
        var isContended = page is { IsAnonymous: true, IsKsm: false };
        if (isContended && !await LockPage(task, pte, entry, page)) return;
        var isReused = !page.IsAnonymous || page is { MapCount: 1, SwapSlot: 0, IsKsm: false };
        if (isContended) await page.Lock.Release(task);
        if (isReused)
        {
            await Reuse(task, vma, pte);
            await pte.Table.Lock.Release(task);
            return;
        }

        page.Get(task);
        await pte.Table.Lock.Release(task);
        await Copy(task, vma, pte, entry, page);
        page.Put(task);
    }

    // KSM makes a page everybody's under the page's lock. It is tried under the page-table lock, and waited for without: false if the
    // entry has changed meanwhile.
    private static async Step<bool> LockPage(KernelTask task, Pte pte, PageEntry seen, Page page)
    {
        if (await page.Lock.TryAcquire(task)) return true;
        page.Get(task);
        await pte.Table.Lock.Release(task);
        await page.Lock.Acquire(task);
        await pte.Table.Lock.Acquire(task);
        var entry = await pte.Read(task);
        var isSame = entry.Bits == seen.Bits;
        if (!isSame)
        {
            await page.Lock.Release(task);
            await pte.Table.Lock.Release(task);
        }

        page.Put(task);
        return isSame;
    }

    // Nobody else can see the page through a private mapping, or the file is shared anyway: more access to the same page.
    private static async Step Reuse(KernelTask task, Vma vma, Pte pte)
    {
        using var _ = task.In(wp_page_reuse);
        await pte.Update(task, PteOperation.SetAccessFlags);
        task.Tlb.Drop(vma.Mm.Id, pte.Extent);
    }

    // The old entry is cleared and flushed, and secondary TLBs with it, before the new one is set: nobody may read the old page
    // here after somebody has written the new one there.
    private static async Step Copy(KernelTask task, Vma vma, Pte pte, PageEntry old, Page oldPage)
    {
        using var _ = task.In(wp_page_copy);
        var mm = vma.Mm;
        var page = task.Machine.Pages.Allocate(task, 0);
        var bracket = await SetPteAtNotify.BeginAndLock(task, pte);
        var entry = await pte.Read(task);
        var same = entry.Bits == old.Bits;
        if (same)
        {
            var copied = PageEntry.Present(page.Pfn, writable: true, dirty: true);
            await CopyInvalidation.BeforeClear(task, pte);
            await SetPteAtNotify.BeforeClear(task, pte, copied);
            await pte.Clear(task);
            await mm.Flush(task, pte.Extent);
            await CopyInvalidation.AfterClear(task, pte);
            page.MapAnonymous(vma, pte.Address);
            await SetPteAtNotify.Run(task, pte, copied);
            await CopyInvalidation.AfterSet(task, pte);
            oldPage.MapCount--;
        }

        await pte.Table.Lock.Release(task);
        await CopyInvalidation.AfterUnlock(task, pte);
        await SetPteAtNotify.End(task, mm, bracket);
        await CopyInvalidation.AfterEnd(task, pte);
        (same ? oldPage : page).Put(task);
    }
}
