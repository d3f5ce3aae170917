using Tracer.Engine.Memory;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>madvise(MADV_DONTNEED): drops the pages of a region that stays; the next use finds new ones.</summary>
internal static class MadviseDontneed
{
    internal static readonly KernelPath Path = new("madvise-dontneed", "zap_page_range: drop the pages of a region that stays");
    private static readonly KernelFunction madvise_dontneed_single_vma = new(nameof(madvise_dontneed_single_vma));

    internal static async Step Run(KernelTask task, AddressSpace mm, Vma vma)
    {
        using var _ = task.In(madvise_dontneed_single_vma);
        using var operation = task.Begin(Path, mm, vma.Range.Start);
        await mm.MmapLock.AcquireShared(task);
        if (mm.FindVma(vma.Range.Start) == vma)
        {
            var flushes = task.Machine.Protocol.Is(ZapFlush.BeforeRangeEnd);
            await ZapPageRange.Run(task, vma, flushes);
        }

        await mm.MmapLock.Release(task);
    }
}
