namespace Tracer.Engine.Memory;

/// <summary>An entry of a page table, at any level: a place, not its content.</summary>
internal readonly record struct Pte(PageTable Table, int Index)
{
    internal VirtualAddress Address => Table.AddressOf(Index);

    internal AddressRange Extent => AddressRange.Of(Address, PageSize.Of(Table.Level));

    /// <summary>The entry as it stands, for whoever decides nothing by it or holds the lock already.</summary>
    internal PageEntry Entry => Table[Index];

    /// <summary>Reads the entry to decide by it.</summary>
    internal PteAccess Read(KernelTask task) => new(task, this, null, default);

    /// <summary>Reads and clears in one step, so that no dirty bit is lost.</summary>
    internal PteAccess Clear(KernelTask task) => new(task, this, PteOperation.Clear, PageEntry.None);

    internal PteAccess Set(KernelTask task, PageEntry entry) => new(task, this, PteOperation.Set, entry);

    /// <summary>Points the entry to a lower table.</summary>
    internal PteAccess Install(KernelTask task, PageTable table) => new(task, this, PteOperation.Install, PageEntry.Table(table.Pfn));

    /// <summary>Changes some bits of the entry, in one step with what the hardware sets in it.</summary>
    internal PteAccess Update(KernelTask task, PteOperation operation) => new(task, this, operation, default);
}
