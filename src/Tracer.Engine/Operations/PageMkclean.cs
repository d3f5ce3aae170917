using Tracer.Engine.Faults;
using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>page_mkclean: write-protects every entry that maps a file's page before it is written back, so that the next write is seen.</summary>
internal static class PageMkclean
{
    internal static readonly KernelPath Path = new("mkclean", "page_mkclean_one: write-protect and clean a file page before it is written back");
    private static readonly KernelFunction page_mkclean = new(nameof(page_mkclean));
    private static readonly KernelFunction page_mkclean_one = new(nameof(page_mkclean_one));

    /// <summary>Writes back the cached pages of a file, one after the other.</summary>
    internal static async Step WriteBack(KernelTask task, ReverseMap file, int passes)
    {
        for (var i = 0; i < passes; i++)
        {
            await task.Point();
            if (file.Cached.Count == 0) continue;
            var page = file.Cached[task.ChooseNumber(file.Cached.Count)];
            page.Get(task);
            await page.Lock.Acquire(task);
            if (page.Mapping == file) await Run(task, page);
            page.IsDirty = false;
            await page.Lock.Release(task);
            page.Put(task);
        }
    }

    private static async Step Run(KernelTask task, Page page)
    {
        using var _ = task.In(page_mkclean);
        using var operation = task.Begin(Path, null, VirtualAddress.Unknown);
        var mapping = page.Mapping!;
        await mapping.LockForWalk(task);
        for (var i = 0; i < mapping.Vmas.Count; i++)
        {
            var vma = mapping.Vmas[i];
            if (vma.Range.Contains(vma.AddressOf(page.Offset))) await One(task, page, vma);
        }

        await mapping.Lock.Release(task);
    }

    private static async Step One(KernelTask task, Page page, Vma vma)
    {
        using var _ = task.In(page_mkclean_one);
        var address = RmapRange.WalkAddress(task, page, vma);
        var range = RmapRange.Of(task.Machine, page, vma, address);
        var bracket = await RmapRange.Begin(task, vma, range);
        var walk = task.Walk;
        var changed = false;
        walk.Begin(page, vma, address);
        while (await walk.MoveNext())
        {
            if (!walk.Entry.IsDirty && !walk.Entry.IsWritable) continue;
            await Clean(task, page, vma, walk);
            changed = true;
        }

        await RmapRange.End(task, vma, walk, bracket, range, changed);
        if (changed && task.Machine.Has(BracketFaults.FlushAfterEnd)) await vma.Mm.Flush(task, range);
    }

    private static async Step Clean(KernelTask task, Page page, Vma vma, PageVmaMappedWalk walk)
    {
        var pte = walk.Current;
        if (task.Machine.Has(InvalidationFaults.InvalidateBeforeClear)) await vma.Mm.Notifiers.InvalidateRange(task, pte.Extent);
        var old = await pte.Clear(task);
        if (!task.Machine.Has(BracketFaults.FlushAfterEnd)) await vma.Mm.Flush(task, pte.Extent);
        page.TakeDirty(task, pte, old);
        await pte.Set(task, old.Without(PageEntry.WritableBit | PageEntry.DirtyBit));
        await RmapRange.Changed(task, vma, walk);
    }
}
