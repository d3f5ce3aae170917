using System.Diagnostics;
using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>Allocates the page tables on the way to an address.</summary>
internal static class PageTables
{
    private static readonly KernelFunction __pud_alloc = new(nameof(__pud_alloc));
    private static readonly KernelFunction __pmd_alloc = new(nameof(__pmd_alloc));
    private static readonly KernelFunction __pte_alloc = new(nameof(__pte_alloc));

    /// <summary>The table of a level that covers the address; at the lowest level the nearest above it if a huge page is in the way.</summary>
    internal static async Step<PageTable> Ensure(KernelTask task, AddressSpace mm, VirtualAddress address, TableLevel level)
    {
        var table = mm.Pgd;
        while (table.Level > level)
        {
            var parent = table.At(address);
            if (parent.Entry.IsNone) await Install(task, mm, parent);
            if (parent.Entry.IsLeafAt(table.Level)) return table;
            table = task.Machine.Tables.Of(parent.Entry);
        }

        return table;
    }

    // Two tasks may both find the entry none; the second one to take the lock gives its table back.
    private static async Step Install(KernelTask task, AddressSpace mm, Pte parent)
    {
        using var _ = task.In(FunctionFor(parent.Table.Level));
        var table = task.Machine.Tables.Take();
        table.Observe(task, mm, parent.Table.Level - 1, parent.Address);
        await parent.Table.Lock.Acquire(task);
        var entry = await parent.Read(task);
        if (entry.IsNone)
        {
            await parent.Install(task, table);
            table.Publish(task);
        }

        await parent.Table.Lock.Release(task);
        if (!entry.IsNone) table.Free(task);
    }

    private static KernelFunction FunctionFor(TableLevel parent) => parent switch
    {
        TableLevel.Pgd => __pud_alloc,
        TableLevel.Pud => __pmd_alloc,
        TableLevel.Pmd => __pte_alloc,
        _ => throw new UnreachableException(),
    };
}
