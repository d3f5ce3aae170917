namespace Tracer.Engine.Memory;

/// <summary>The page-table pages of the machine, handed out in the same order in every run.</summary>
internal sealed class PageTablePool
{
    private const int Capacity = 48;
    private const long FirstPfn = 0x8_0000;
    private readonly PageTable[] tables = new PageTable[Capacity];
    private readonly Stack<PageTable> free = new(Capacity);

    internal PageTablePool(Machine machine)
    {
        for (var i = 0; i < Capacity; i++)
        {
            var id = new TableId(i + 1);
            var splitLock = machine.NewLock(LockClass.PageTable, LockType.Spin, $"ptl {id.Value}", id);
            tables[i] = new PageTable(id, new Pfn(FirstPfn + i), splitLock, machine);
        }
    }

    internal PageTable Take() =>
        free.TryPop(out var table) ? table : throw new InvalidOperationException("the machine has no free page-table page left");

    /// <summary>The table that a non-leaf entry points to.</summary>
    internal PageTable Of(PageEntry entry) => tables[entry.Pfn.Value - FirstPfn];

    internal void Return(PageTable table) => free.Push(table);

    internal void Reset()
    {
        free.Clear();
        for (var i = Capacity - 1; i >= 0; i--)
        {
            tables[i].Reset();
            free.Push(tables[i]);
        }
    }
}
