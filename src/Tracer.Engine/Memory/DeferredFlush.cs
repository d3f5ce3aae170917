using Tracer.Engine.Locks;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Memory;

/// <summary>The TLB flushes that reclaim puts off until it has cleared a batch of entries.</summary>
internal static class DeferredFlush
{
    private static readonly KernelFunction try_to_unmap_flush = new(nameof(try_to_unmap_flush));
    private static readonly KernelFunction flush_tlb_batched_pending = new(nameof(flush_tlb_batched_pending));

    /// <summary>set_tlb_ubc_flush_pending: the entry is cleared, and CPUs may go on using it until the batch is flushed.</summary>
    internal static void DeferFlush(this KernelTask task, AddressSpace mm, AddressRange extent)
    {
        if (!task.Deferred.Contains(mm)) task.Deferred.Add(mm);
        mm.IsFlushPending = true;
        task.Emit(new TlbFlushed { Mm = mm.Id, Start = extent.Start, End = extent.End, Deferred = true });
    }

    /// <summary>try_to_unmap_flush: before the page is written out or freed.</summary>
    internal static async Step FlushDeferred(this KernelTask task)
    {
        if (task.Deferred.Count == 0) return;
        using var _ = task.In(try_to_unmap_flush);
        task.DisablePreemption();
        foreach (var mm in task.Deferred) await mm.Flush(task, AddressRange.Everything);
        task.Deferred.Clear();
        task.EnablePreemption();
    }

    /// <summary>flush_tlb_batched_pending: under the page-table lock, before an entry that is gone is trusted to be gone everywhere.</summary>
    internal static async Step FlushPending(this KernelTask task, AddressSpace mm)
    {
        if (!mm.IsFlushPending || task.Machine.Protocol.Is(PendingFlush.Ignored)) return;
        using var _ = task.In(flush_tlb_batched_pending);
        await mm.Flush(task, AddressRange.Everything);
        mm.IsFlushPending = false;
    }
}
