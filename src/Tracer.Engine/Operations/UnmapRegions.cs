using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>unmap_region and the end of exit_mmap: empties regions that the address space has no longer, and frees what mapped them.</summary>
internal static class UnmapRegions
{
    private static readonly KernelFunction unmap_vmas = new(nameof(unmap_vmas));
    private static readonly KernelFunction unlink_anon_vmas = new(nameof(unlink_anon_vmas));
    private static readonly KernelFunction unlink_file_vma = new(nameof(unlink_file_vma));

    internal static async Step Run(KernelTask task, AddressSpace mm, AddressRange range, List<Vma> doomed)
    {
        var gather = task.Gather;
        using (task.In(unmap_vmas))
        {
            var bracket = await gather.BeginAround(task, mm, range);
            foreach (var vma in doomed) await ZapRange.Run(task, gather, vma);
            await gather.EndRange(task, bracket);
        }

        foreach (var vma in doomed)
        {
            using var _ = task.In(vma.IsAnonymous ? unlink_anon_vmas : unlink_file_vma);
            await vma.Mapping.Lock.Acquire(task);
            vma.Mapping.Unlink(vma);
            await vma.Mapping.Lock.Release(task);
        }

        gather.GoOn(task);
        await FreePageTables.Run(task, mm, gather, doomed);
        await gather.Finish(task);
    }
}
