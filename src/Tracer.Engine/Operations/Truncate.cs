using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>truncate_pagecache: takes all pages of a file out of every page table, under the lock of its mappings, and frees them.</summary>
internal static class Truncate
{
    internal static readonly KernelPath Path = new("truncate", "unmap_mapping_range under the lock of the file's mappings, then truncate_inode_pages: drop the pages of a file");
    private static readonly KernelFunction truncate_pagecache = new(nameof(truncate_pagecache));
    private static readonly KernelFunction unmap_mapping_range = new(nameof(unmap_mapping_range));

    // The size comes first: whoever faults after that finds no file there. Whoever had found a page before is met at the page's lock.
    internal static async Step Run(KernelTask task, ReverseMap file)
    {
        using var _ = task.In(truncate_pagecache);
        using var operation = task.Begin(Path, null, VirtualAddress.Unknown);
        await task.Point();
        file.IsTruncated = true;
        await UnmapMappingRange(task, file);
        while (file.Cached.Count > 0) await Remove(task, file, file.Cached[0]);
    }

    private static async Step UnmapMappingRange(KernelTask task, ReverseMap file)
    {
        using var _ = task.In(unmap_mapping_range);
        await file.Lock.Acquire(task);
        for (var i = 0; i < file.Vmas.Count; i++) await ZapPageRange.Run(task, file.Vmas[i]);
        await file.Lock.Release(task);
    }

    // Reclaim may have been first.
    private static async Step Remove(KernelTask task, ReverseMap file, Page page)
    {
        page.Get(task);
        await page.Lock.Acquire(task);
        if (page.Mapping == file)
        {
            if (page.MapCount > 0) await UnmapMappingRange(task, file);
            file.Uncache(task, page);
        }

        await page.Lock.Release(task);
        page.Put(task);
    }
}
