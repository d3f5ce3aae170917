using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>dax_iomap_fault: maps a DAX file's memory itself, by a small entry or a huge one, under the lock of the file's entry.</summary>
internal static class DaxFault
{
    private static readonly KernelFunction dax_iomap_fault = new(nameof(dax_iomap_fault));

    internal static async Step Run(KernelTask task, Vma vma, DaxEntry dax, Pte pte, bool write)
    {
        using var _ = task.In(dax_iomap_fault);
        using var operation = task.Begin(FileFault.Path, vma.Mm, pte.Address);
        await dax.Lock.Acquire(task);
        var page = dax.PageOf(task);
        await pte.Table.Lock.Acquire(task);
        var entry = await pte.Read(task);
        if (entry.IsNone)
        {
            page.Get(task);
            page.MapCount++;
            await pte.Set(task, PageEntry.Present(page.Pfn, write, dirty: write, huge: dax.Order > 0));
        }

        await pte.Table.Lock.Release(task);
        await dax.Lock.Release(task);
    }
}
