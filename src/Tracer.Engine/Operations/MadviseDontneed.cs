using Tracer.Events;

namespace Tracer.Engine;

/// <summary>madvise(MADV_DONTNEED): drops the pages of a region that stays; the next use finds new ones.</summary>
internal static class MadviseDontneed
{
    internal static async Step Run(KernelTask task, AddressSpace mm, Vma vma)
    {
        using var _ = task.In(KernelFunction.madvise_dontneed_single_vma);
        using var operation = task.Begin(KernelOperation.MadviseDontneed, mm, vma.Range.Start);
        await mm.MmapLock.AcquireShared(task);
        if (mm.FindVma(vma.Range.Start) == vma) await Zap(task, mm, vma);
        await mm.MmapLock.Release(task);
    }

    private static async Step Zap(KernelTask task, AddressSpace mm, Vma vma)
    {
        using var _ = task.In(KernelFunction.zap_page_range);
        var gather = task.Gather;
        gather.Begin(task, mm, vma.Range);
        var bracket = await mm.Notifiers.RangeStart(task, vma.Range);
        await ZapRange.Run(task, gather, vma);
        if (task.Machine.Protocol.Is(ZapFlush.BeforeRangeEnd)) await mm.Flush(task, vma.Range);
        await mm.Notifiers.RangeEnd(task, bracket);
        await gather.Finish(task);
    }
}
