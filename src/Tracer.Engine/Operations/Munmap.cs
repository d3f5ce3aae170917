using Tracer.Events;

namespace Tracer.Engine;

/// <summary>do_munmap: takes a range out of an address space, pages, page tables and regions.</summary>
internal static class Munmap
{
    internal static async Step Run(KernelTask task, AddressSpace mm, AddressRange range)
    {
        using var _ = task.In(KernelFunction.do_munmap);
        using var operation = task.Begin(KernelOperation.Munmap, mm, range.Start);
        await mm.MmapLock.Acquire(task);
        var doomed = task.Doomed;
        doomed.Clear();
        for (var i = 0; i < mm.Vmas.Count; i++)
            if (range.Contains(mm.Vmas[i].Range)) doomed.Add(mm.Vmas[i]);
        foreach (var vma in doomed) mm.Unlink(vma);
        if (doomed.Count > 0) await Unmap(task, mm, range, doomed);
        await mm.MmapLock.Release(task);
    }

    private static async Step Unmap(KernelTask task, AddressSpace mm, AddressRange range, List<Vma> doomed)
    {
        var gather = task.Gather;
        gather.Begin(task, mm, range);
        using (task.In(KernelFunction.unmap_vmas))
        {
            var bracket = await mm.Notifiers.RangeStart(task, range);
            foreach (var vma in doomed) await ZapRange.Run(task, gather, vma);
            await mm.Notifiers.RangeEnd(task, bracket);
        }

        foreach (var vma in doomed)
        {
            using var _ = task.In(vma.IsAnonymous ? KernelFunction.unlink_anon_vmas : KernelFunction.unlink_file_vma);
            await vma.Mapping.Lock.Acquire(task);
            vma.Mapping.Unlink(vma);
            await vma.Mapping.Lock.Release(task);
        }

        await FreePageTables.Run(task, mm, gather, range);
        await gather.Finish(task);
    }
}
