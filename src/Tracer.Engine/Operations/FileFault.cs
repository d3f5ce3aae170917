using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>do_fault on a shared file: the page of the page cache, read in if it is not there, mapped under its folio lock.</summary>
internal static class FileFault
{
    internal static readonly KernelPath Path = new("file-fault", "do_fault, page_mkwrite: map a page of a file", OperationSource.PageFault);
    private static readonly KernelFunction do_fault = new(nameof(do_fault));

    internal static async Step Run(KernelTask task, Vma vma, Pte pte, bool write)
    {
        using var _ = task.In(do_fault);
        using var operation = task.Begin(Path, vma.Mm, pte.Address);
        var page = await LockedPage(task, vma, vma.OffsetOf(pte.Address), 0);
        if (page is null) return;
        await pte.Table.Lock.Acquire(task);
        var entry = await pte.Read(task);
        if (entry.IsNone)
        {
            page.Get(task);
            page.MapCount++;
            var within = (long)((vma.OffsetOf(pte.Address) - page.Offset) / PageSize.Small);
            await pte.Set(task, PageEntry.Present(new Pfn(page.Pfn.Value + within), write, dirty: write));
        }

        await pte.Table.Lock.Release(task);
        await page.Lock.Release(task);
        page.Put(task);
    }

    /// <summary>
    /// The cache's page of an offset, locked and with a reference; a new one of <paramref name="order"/> if the cache has none.
    /// Null if the file has been truncated.
    /// </summary>
    internal static async Step<Page?> LockedPage(KernelTask task, Vma vma, ulong offset, byte order)
    {
        while (true)
        {
            if (vma.Mapping.IsTruncated) return null;
            var page = vma.Mapping.FindCached(offset);
            if (page is null)
            {
                page = task.Machine.Pages.Allocate(task, order);
                page.Mapping = vma.Mapping;
                page.Offset = offset & ~(page.Bytes - 1);
                vma.Mapping.Cache(task, page);
            }
            else
            {
                page.Get(task);
            }

            // Reclaim or truncate may have dropped it from the cache before its lock was had.
            await page.Lock.Acquire(task);
            if (vma.Mapping.FindCached(offset) == page) return page;
            await page.Lock.Release(task);
            page.Put(task);
        }
    }
}
