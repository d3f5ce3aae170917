using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>do_munmap: takes a range out of an address space, pages, page tables and regions.</summary>
internal static class Munmap
{
    internal static readonly KernelPath Path = new("munmap", "unmap_vmas, zap_pte_range, free_pgtables, tlb_finish_mmu: drop a mapping");
    private static readonly KernelFunction do_munmap = new(nameof(do_munmap));

    internal static async Step Run(KernelTask task, AddressSpace mm, AddressRange range)
    {
        using var _ = task.In(do_munmap);
        using var operation = task.Begin(Path, mm, range.Start);
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
