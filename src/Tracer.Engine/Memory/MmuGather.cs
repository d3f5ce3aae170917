using Tracer.Engine.Faults;
using Tracer.Engine.Locks;
using Tracer.Engine.Notifiers;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Memory;

/// <summary>Pages and page tables whose entries are cleared already, kept until no TLB can hold them.</summary>
internal sealed class MmuGather
{
    private static readonly KernelFunction tlb_flush_mmu_tlbonly = new(nameof(tlb_flush_mmu_tlbonly));
    private static readonly KernelFunction tlb_finish_mmu = new(nameof(tlb_finish_mmu));
    private readonly List<Page> pages = [];
    private readonly List<PageTable> tables = [];
    private AddressSpace mm = null!;
    private AddressRange range;
    private VirtualAddress start;
    private VirtualAddress end;
    private bool isOpen;

    /// <summary>tlb_gather_mmu. A gather that belongs to the CPU keeps its task there until it is finished.</summary>
    internal void Begin(KernelTask task, AddressSpace of, AddressRange over)
    {
        mm = of;
        isOpen = true;
        range = over;
        pages.Clear();
        tables.Clear();
        ForgetExtent();
        if (task.Machine.Protocol.Is(Gather.PreemptOff)) task.DisablePreemption();
        task.Emit(new GatherBegan { Mm = mm.Id, Start = range.Start, End = range.End });
    }

    /// <summary>Begins to collect what a range maps, and opens the range, in the order of the protocol.</summary>
    internal async Step<NotifiedRange> BeginAround(KernelTask task, AddressSpace of, AddressRange over)
    {
        var isInside = task.Machine.Protocol.Is(GatherPlace.AfterStart);
        if (!isInside) Begin(task, of, over);
        var bracket = await of.Notifiers.RangeStart(task, over);
        if (isInside) Begin(task, of, over);
        return bracket;
    }

    /// <summary>Closes the range. What was collected is freed before that if the gather lies inside the range, else by <see cref="Finish"/>.</summary>
    internal async Step EndRange(KernelTask task, NotifiedRange bracket)
    {
        if (task.Machine.Protocol.Is(GatherPlace.AfterStart)) await Finish(task);
        await mm.Notifiers.RangeEnd(task, bracket);
    }

    /// <summary>For page tables, which go after the range is closed: into what is collected already, or apart.</summary>
    internal void GoOn(KernelTask task)
    {
        if (!isOpen) Begin(task, mm, range);
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
        using var _ = task.In(tlb_flush_mmu_tlbonly);
        var extent = new AddressRange(start, end);
        await mm.Flush(task, extent, tables.Count > 0);
        if (tables.Count == 0 || !task.Machine.Has(InvalidationFaults.KeepWalkCaches)) await mm.Notifiers.InvalidateRange(task, extent, InvalidationSource.TlbFlush);
        ForgetExtent();
    }

    /// <summary>tlb_finish_mmu: flushes and frees what was collected, if that has not been done.</summary>
    internal async Step Finish(KernelTask task)
    {
        if (!isOpen) return;
        if (task.Machine.Has(InvalidationFaults.FreeBeforeFlush)) FreePages(task);
        await FlushTlbs(task);
        using var _ = task.In(tlb_finish_mmu);
        foreach (var table in tables) table.Free(task);
        FreePages(task);
        tables.Clear();
        isOpen = false;
        task.Emit(new GatherFinished { Mm = mm.Id, Start = range.Start, End = range.End });
        if (task.Machine.Protocol.Is(Gather.PreemptOff)) task.EnablePreemption();
    }

    private void FreePages(KernelTask task)
    {
        foreach (var page in pages) page.Put(task);
        pages.Clear();
    }

    private void ForgetExtent()
    {
        start = VirtualAddress.Unknown;
        end = new VirtualAddress(0);
    }
}
