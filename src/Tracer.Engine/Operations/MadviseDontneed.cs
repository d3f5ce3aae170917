namespace Tracer.Engine;

/// <summary>madvise(MADV_DONTNEED): drops the pages of a region that stays; the next use finds new ones.</summary>
internal static class MadviseDontneed
{
    internal static async Step Run(KernelTask task, AddressSpace mm, Vma vma)
    {
        using var _ = task.In(KernelFunction.madvise_dontneed_single_vma);
        using var operation = task.Begin(KernelOperation.MadviseDontneed, mm, vma.Range.Start);
        await mm.MmapLock.AcquireShared(task);
        if (mm.FindVma(vma.Range.Start) == vma)
        {
            var flushes = task.Machine.Protocol.Is(ZapFlush.BeforeRangeEnd);
            await ZapPageRange.Run(task, vma, flushes);
        }

        await mm.MmapLock.Release(task);
    }
}
