using Tracer.Engine.Memory;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>dax_mapping_entry_mkclean: write-protects whatever maps an entry of a DAX file before its memory is flushed.</summary>
internal static class DaxMkclean
{
    internal static readonly KernelPath Path = new("dax-mkclean", "dax_mapping_entry_mkclean, follow_pte_pmd: write-protect and clean an entry of a DAX file before it is flushed");
    private static readonly KernelFunction dax_writeback_one = new(nameof(dax_writeback_one));
    private static readonly KernelFunction dax_mapping_entry_mkclean = new(nameof(dax_mapping_entry_mkclean));

    /// <summary>dax_writeback_one: flushes the entry of a DAX file, several times.</summary>
    internal static async Step WriteBack(KernelTask task, ReverseMap file, int passes)
    {
        for (var i = 0; i < passes; i++)
        {
            await task.Point();
            if (file.Dax is not { Page: { } page } entry) continue;
            using var _ = task.In(dax_writeback_one);
            await entry.Lock.Acquire(task);
            await Run(task, file, page);
            page.IsDirty = false;
            await entry.Lock.Release(task);
        }
    }

    private static async Step Run(KernelTask task, ReverseMap file, Page page)
    {
        using var _ = task.In(dax_mapping_entry_mkclean);
        using var operation = task.Begin(Path, null, VirtualAddress.Unknown);
        await file.LockForWalk(task);
        for (var i = 0; i < file.Vmas.Count; i++)
        {
            var vma = file.Vmas[i];
            if (await FollowPtePmd.Run(task, vma.Mm, vma.Range.Start) is { } found) await One(task, page, vma.Mm, found);
        }

        await file.Lock.Release(task);
    }

    private static async Step One(KernelTask task, Page page, AddressSpace mm, FollowedEntry found)
    {
        var (pte, bracket) = found;
        var notifiesRange = task.Machine.Protocol.Is(DaxNotify.StartEnd);
        var changed = page.Covers(pte.Entry.Pfn) && (pte.Entry.IsDirty || pte.Entry.IsWritable);
        if (changed)
        {
            var old = await pte.Clear(task);
            await mm.Flush(task, pte.Extent);
            page.TakeDirty(task, pte, old);
            await pte.Set(task, old.Without(PageEntry.WritableBit | PageEntry.DirtyBit));
            if (notifiesRange) await mm.Notifiers.InvalidateRange(task, pte.Extent);
        }

        await pte.Table.Lock.Release(task);
        if (notifiesRange) await mm.Notifiers.RangeEnd(task, bracket);
        else if (changed) await mm.Notifiers.InvalidatePage(task, pte.Address);
    }
}
