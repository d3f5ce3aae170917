using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>Faults in a region mapped by 2 MiB: a huge page where nothing was, or write access to a clean one.</summary>
internal static class HugeFault
{
    private static readonly KernelFunction do_huge_pmd_anonymous_page = new(nameof(do_huge_pmd_anonymous_page));
    private static readonly KernelFunction wp_huge_pmd = new(nameof(wp_huge_pmd));
    private static readonly KernelFunction do_huge_pmd_wp_page = new(nameof(do_huge_pmd_wp_page));

    /// <summary>False if the fault has to go on in small pages, for the region is split here.</summary>
    internal static async Step<bool> TryHandle(KernelTask task, Vma vma, Pte pmd, VirtualAddress address, bool write)
    {
        await task.Point();
        var entry = pmd.Entry;
        if (entry.IsNone) return await Map(task, vma, pmd, address, write);
        if (!entry.IsHuge) return false;
        if (!entry.IsPresent)
        {
            // It is being split: whoever does that holds the lock.
            await pmd.Table.Lock.Acquire(task);
            await pmd.Table.Lock.Release(task);
            return true;
        }

        if (write && !entry.IsWritable) await MakeWritable(task, vma, pmd, address, entry);
        return true;
    }

    private static async Step<bool> Map(KernelTask task, Vma vma, Pte pmd, VirtualAddress address, bool write)
    {
        using var _ = task.In(do_huge_pmd_anonymous_page);
        using var operation = task.Begin(vma.IsAnonymous ? AnonymousFault.Path : FileFault.Path, vma.Mm, address);
        var page = vma.IsAnonymous
            ? task.Machine.Pages.Allocate(task, PageAllocator.HugeOrder)
            : await FileFault.LockedPage(task, vma, vma.OffsetOf(pmd.Address), PageAllocator.HugeOrder);
        if (page is null) return true;
        var writable = write || vma.IsAnonymous;
        await pmd.Table.Lock.Acquire(task);
        var entry = await pmd.Read(task);
        if (entry.IsNone)
        {
            if (vma.IsAnonymous)
            {
                page.MapAnonymous(vma, pmd.Address);
            }
            else
            {
                page.Get(task);
                page.MapCount++;
            }

            await pmd.Set(task, PageEntry.Present(page.Pfn, writable, dirty: writable, huge: true));
        }

        await pmd.Table.Lock.Release(task);
        if (!vma.IsAnonymous) await page.Lock.Release(task);
        if (!vma.IsAnonymous || !entry.IsNone) page.Put(task);
        return true;
    }

    private static async Step MakeWritable(KernelTask task, Vma vma, Pte pmd, VirtualAddress address, PageEntry seen)
    {
        using var _ = task.In(wp_huge_pmd);
        using var operation = task.Begin(CowFault.Path, vma.Mm, address);
        await pmd.Table.Lock.Acquire(task);
        var entry = await pmd.Read(task);
        var shared = entry.Bits == seen.Bits ? SharedPage(task, entry) : null;
        shared?.Get(task);
        if (entry.Bits == seen.Bits && shared is null)
        {
            await pmd.Update(task, PteOperation.SetAccessFlags);
            task.Tlb.Drop(vma.Mm.Id, pmd.Extent);
        }

        await pmd.Table.Lock.Release(task);
        if (shared is null) return;
        await Copy(task, vma, pmd, entry, shared);
        shared.Put(task);
    }

    // Null if more access may be given to it: nobody else sees it through a private mapping, or it is a file's.
    private static Page? SharedPage(KernelTask task, PageEntry entry)
    {
        var page = task.Machine.Pages.Of(entry.Pfn);
        return page.IsAnonymous && page is not { MapCount: 1, SwapSlot: 0 } ? page : null;
    }

    // do_huge_pmd_wp_page. No driver hears of the new entry before it faults on it: change_pte is for small pages.
    private static async Step Copy(KernelTask task, Vma vma, Pte pmd, PageEntry old, Page oldPage)
    {
        using var _ = task.In(do_huge_pmd_wp_page);
        var mm = vma.Mm;
        var page = task.Machine.Pages.Allocate(task, PageAllocator.HugeOrder);
        var bracket = await HugePmdNotify.Begin(task, mm, pmd.Extent);
        await pmd.Table.Lock.Acquire(task);
        var entry = await pmd.Read(task);
        var isSame = entry.Bits == old.Bits;
        if (isSame)
        {
            await CopyInvalidation.BeforeClear(task, pmd);
            await HugePmdNotify.ClearFlush(task, pmd, PteOperation.Clear);
            await CopyInvalidation.AfterClear(task, pmd);
            page.MapAnonymous(vma, pmd.Address);
            await pmd.Set(task, PageEntry.Present(page.Pfn, writable: true, dirty: true, huge: true));
            await CopyInvalidation.AfterSet(task, pmd);
            oldPage.MapCount--;
        }

        await pmd.Table.Lock.Release(task);
        await CopyInvalidation.AfterUnlock(task, pmd);
        await HugePmdNotify.End(task, mm, bracket);
        await CopyInvalidation.AfterEnd(task, pmd);
        (isSame ? oldPage : page).Put(task);
    }
}
