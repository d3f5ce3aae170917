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
        foreach (var vma in doomed) mm.Unlink(task, vma);
        if (doomed.Count > 0) await UnmapRegions.Run(task, mm, range, doomed);
        await mm.MmapLock.Release(task);
    }
}
