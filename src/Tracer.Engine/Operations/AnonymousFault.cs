using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>do_anonymous_page: a new page where nothing was. It needs no folio lock, which is why an entry that reclaim left none can be set at once.</summary>
internal static class AnonymousFault
{
    internal static readonly KernelPath Path = new("anonymous-fault", "do_anonymous_page: give a page where there was none", OperationSource.PageFault);
    private static readonly KernelFunction do_anonymous_page = new(nameof(do_anonymous_page));

    internal static async Step Run(KernelTask task, Vma vma, Pte pte)
    {
        using var _ = task.In(do_anonymous_page);
        using var operation = task.Begin(Path, vma.Mm, pte.Address);
        var page = task.Machine.Pages.Allocate(task, 0);
        await pte.Table.Lock.Acquire(task);
        var entry = await pte.Read(task);
        if (entry.IsNone)
        {
            page.MapAnonymous(vma, pte.Address);
            await pte.Set(task, PageEntry.Present(page.Pfn, writable: true, dirty: true));
        }

        await pte.Table.Lock.Release(task);
        if (!entry.IsNone) page.Put(task);
    }
}
