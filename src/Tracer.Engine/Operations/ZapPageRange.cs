using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>zap_page_range: empties a region that stays.</summary>
internal static class ZapPageRange
{
    private static readonly KernelFunction zap_page_range = new(nameof(zap_page_range));

    /// <param name="task">Who does it.</param>
    /// <param name="vma">The region.</param>
    /// <param name="flushes">The CPUs are flushed before range_end, not only with what was gathered.</param>
    internal static async Step Run(KernelTask task, Vma vma, bool flushes = false)
    {
        using var _ = task.In(zap_page_range);
        var gather = task.Gather;
        var bracket = await gather.BeginAround(task, vma.Mm, vma.Range);
        await ZapRange.Run(task, gather, vma);
        if (flushes) await vma.Mm.Flush(task, vma.Range);
        await gather.EndRange(task, bracket);
        await gather.Finish(task);
    }
}
