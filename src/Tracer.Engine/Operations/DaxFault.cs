namespace Tracer.Engine;

/// <summary>dax_iomap_fault: maps a DAX file's memory itself, by a small entry or a huge one, under the lock of the file's entry.</summary>
internal static class DaxFault
{
    internal static async Step Run(KernelTask task, Vma vma, DaxEntry dax, Pte pte, bool write)
    {
        using var _ = task.In(KernelFunction.dax_iomap_fault);
        using var operation = task.Begin(KernelOperation.FileFault, vma.Mm, pte.Address);
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
