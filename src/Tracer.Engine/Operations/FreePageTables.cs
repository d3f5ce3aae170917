using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>free_pgtables: takes out the tables that nothing uses any more. No lock is needed: neither faults nor the reverse map can reach them.</summary>
internal static class FreePageTables
{
    private static readonly KernelFunction free_pgtables = new(nameof(free_pgtables));

    internal static async Step Run(KernelTask task, AddressSpace mm, MmuGather gather, List<Vma> doomed)
    {
        using var _ = task.In(free_pgtables);
        for (var level = TableLevel.Pmd; level <= TableLevel.Pgd; level++)
        {
            // Lower tables of all regions first: two regions may share an upper one.
            var size = PageSize.Of(level);
            foreach (var vma in doomed)
                for (var address = vma.Range.Start.AlignDown(size); address < vma.Range.End; address += size)
                    await FreeBelow(task, mm, gather, address, level);
        }
    }

    private static async Step FreeBelow(KernelTask task, AddressSpace mm, MmuGather gather, VirtualAddress address, TableLevel level)
    {
        var extent = AddressRange.Of(address, PageSize.Of(level));
        if (mm.HasVmaIn(extent) || mm.Find(address, level) is not { Entry.IsPresent: true } parent || parent.Entry.IsLeafAt(level)) return;
        var table = task.Machine.Tables.Of(parent.Entry);
        await parent.Clear(task);
        table.Detach(task);
        gather.Track(extent);
        gather.Queue(table);
    }
}
