using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>__split_huge_pmd: maps by small entries what was mapped by one huge entry, announced apart. A file's pages are only unmapped; they fault again.</summary>
internal static class SplitHugePmd
{
    private static readonly KernelFunction __split_huge_pmd = new(nameof(__split_huge_pmd));

    internal static async Step Run(KernelTask task, Vma vma, VirtualAddress address, Page page)
    {
        if (vma.Mm.Find(address, TableLevel.Pmd) is not { Entry.IsPresent: true, Entry.IsHuge: true } pmd) return;
        using var _ = task.In(__split_huge_pmd);
        var mm = vma.Mm;
        var bracket = await HugePmdNotify.Begin(task, mm, pmd.Extent);
        await pmd.Table.Lock.Acquire(task);
        var entry = await pmd.Read(task);
        if (entry.IsPresent && entry.IsHuge && entry.Pfn == page.Pfn)
        {
            if (vma.IsAnonymous) await Split(task, mm, pmd, page);
            else await Drop(task, mm, pmd, page);
        }

        await pmd.Table.Lock.Release(task);
        await HugePmdNotify.End(task, mm, bracket);
    }

    // The entry is made invalid and flushed before the table takes its place: no CPU may see both sizes at once.
    private static async Step Split(KernelTask task, AddressSpace mm, Pte pmd, Page page)
    {
        var table = task.Machine.Tables.Take();
        table.Observe(task, mm, TableLevel.Pte, pmd.Address);
        var old = await HugePmdNotify.ClearFlush(task, pmd, PteOperation.Invalidate);
        page.TakeDirty(task, pmd, old);
        for (var i = 0; i < PageTable.Length; i++)
        {
            var small = PageEntry.Present(new Pfn(page.Pfn.Value + i), old.IsWritable, old.IsDirty);
            table.Exchange(task, i, old.IsAccessed ? small : small.Without(PageEntry.AccessedBit), PteOperation.Set);
            page.Get(task);
        }

        page.MapCount += PageTable.Length - 1;
        await pmd.Install(task, table);
        table.Publish(task);
        page.Put(task);
    }

    private static async Step Drop(KernelTask task, AddressSpace mm, Pte pmd, Page page)
    {
        var old = await HugePmdNotify.ClearFlush(task, pmd, PteOperation.Clear);
        await mm.Notifiers.InvalidateRange(task, pmd.Extent);
        page.TakeDirty(task, pmd, old);
        page.MapCount--;
        page.Put(task);
    }
}
