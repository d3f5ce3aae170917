using Tracer.Events;

namespace Tracer.Engine;

/// <summary>Pages and page tables whose entries are cleared already, kept until no TLB can hold them.</summary>
internal sealed class MmuGather
{
    private readonly List<Page> pages = [];
    private readonly List<PageTable> tables = [];
    private AddressSpace mm = null!;
    private AddressRange range;
    private VirtualAddress start;
    private VirtualAddress end;

    internal void Begin(KernelTask task, AddressSpace of, AddressRange over)
    {
        mm = of;
        range = over;
        pages.Clear();
        tables.Clear();
        ForgetExtent();
        task.Emit(new GatherBegan { Mm = mm.Id, Start = range.Start, End = range.End });
    }

    /// <summary>The entries of an extent need a flush.</summary>
    internal void Track(AddressRange extent)
    {
        if (extent.Start < start) start = extent.Start;
        if (extent.End > end) end = extent.End;
    }

    internal void Queue(Page page) => pages.Add(page);

    internal void Queue(PageTable table) => tables.Add(table);

    /// <summary>tlb_flush_mmu_tlbonly: flushes the CPUs, then the secondary TLBs.</summary>
    internal async Step FlushTlbs(KernelTask task)
    {
        if (!(start < end)) return;
        using var _ = task.In(KernelFunction.tlb_flush_mmu_tlbonly);
        var extent = new AddressRange(start, end);
        await mm.Flush(task, extent, tables.Count > 0);
        await mm.Notifiers.InvalidateRange(task, extent, InvalidationSource.TlbFlush);
        ForgetExtent();
    }

    internal async Step Finish(KernelTask task)
    {
        await FlushTlbs(task);
        using var _ = task.In(KernelFunction.tlb_finish_mmu);
        foreach (var table in tables) table.Free(task);
        foreach (var page in pages) page.Put(task);
        pages.Clear();
        tables.Clear();
        task.Emit(new GatherFinished { Mm = mm.Id, Start = range.Start, End = range.End });
    }

    private void ForgetExtent()
    {
        start = VirtualAddress.Unknown;
        end = new VirtualAddress(0);
    }
}
