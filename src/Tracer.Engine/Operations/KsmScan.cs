using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>ksmd: looks for pages of the same content and lets one stand for all of them.</summary>
internal static class KsmScan
{
    private static readonly KernelFunction try_to_merge_one_page = new(nameof(try_to_merge_one_page));

    /// <summary>Compares two pages of a region, several times. The schedule says whether their content is the same, for the engine keeps none.</summary>
    internal static async Step Run(KernelTask task, AddressSpace mm, Vma vma, int scans)
    {
        var pages = (int)(vma.Range.Length / PageSize.Small);
        for (var i = 0; i < scans; i++)
        {
            var first = task.ChooseNumber(pages);
            var second = (first + 1 + task.ChooseNumber(pages - 1)) % pages;
            if (!mm.Users.TryEnter()) return;
            await Merge(task, mm, vma, AddressOf(vma, first), AddressOf(vma, second));
            mm.Users.Leave();
        }
    }

    // try_to_merge_two_pages, or one into the page that is KSM's already.
    private static async Step Merge(KernelTask task, AddressSpace mm, Vma vma, VirtualAddress kept, VirtualAddress replaced)
    {
        using var _ = task.In(try_to_merge_one_page);
        var shared = await MergeablePage(task, mm, vma, kept);
        if (shared is null) return;
        var isShared = shared.IsKsm || await TryMerge(task, mm, vma, kept, shared, shared);
        if (isShared && await MergeablePage(task, mm, vma, replaced) is { } page)
        {
            if (page != shared) await TryMerge(task, mm, vma, replaced, page, shared);
            page.Put(task);
        }

        shared.Put(task);
    }

    // get_mergeable_page, which takes a reference.
    private static async Step<Page?> MergeablePage(KernelTask task, AddressSpace mm, Vma vma, VirtualAddress address)
    {
        await mm.MmapLock.AcquireShared(task);
        var found = IsMergeable(mm, address, vma) ? await GetUserPages.Follow(task, mm, address, write: false) : default;
        await mm.MmapLock.Release(task);
        if (found.Page is { IsAnonymous: true, Order: 0 }) return found.Page;
        found.Page?.Put(task);
        return null;
    }

    // A page that is to become KSM's own only has to be write-protected: nothing takes its place.
    private static async Step<bool> TryMerge(KernelTask task, AddressSpace mm, Vma vma, VirtualAddress address, Page page, Page shared)
    {
        var isMerged = false;
        await mm.MmapLock.AcquireShared(task);
        if (IsMergeable(mm, address, vma) && await page.Lock.TryAcquire(task))
        {
            var entry = await KsmWriteProtect.Run(task, mm, address, page);
            if (entry.IsPresent && page == shared) isMerged = page.IsKsm = true;
            else if (entry.IsPresent && task.ChooseNumber(2) == 1) await KsmReplace.Run(task, mm, address, entry, page, shared);
            await page.Lock.Release(task);
        }

        await mm.MmapLock.Release(task);
        return isMerged;
    }

    // ksmd is no user of the address space: it looks under mmap_lock whether there is one left.
    private static bool IsMergeable(AddressSpace mm, VirtualAddress address, Vma vma) => !mm.Users.AreGone && mm.FindVma(address) == vma;

    private static VirtualAddress AddressOf(Vma vma, int page) => vma.Range.Start + (ulong)page * PageSize.Small;
}
