using Tracer.Engine.Locks;
using Tracer.Engine.Operations;

namespace Tracer.Engine.Memory;

/// <summary>A page-table page of 512 entries and the lock that protects them. Its entries change only together with their event.</summary>
internal sealed class PageTable(TableId id, Pfn pfn, KernelLock splitLock, Machine machine)
{
    internal const int Length = 512;
    private readonly PageEntry[] entries = new PageEntry[Length];
    private readonly VmEvent[] lockName = [.. Names.Events(NameSpace.Lock, splitLock.Id.Value, splitLock.Name)];
    private bool isNamed;
    private int firstUsed = Length;
    private int lastUsed = -1;

    internal TableId Id => id;

    internal Pfn Pfn => pfn;

    internal TableLevel Level { get; private set; }

    internal AddressSpace Mm { get; private set; } = null!;

    internal VirtualAddress Base { get; private set; }

    /// <summary>The table's own lock at the two lowest levels, mm->page_table_lock above them.</summary>
    internal KernelLock Lock => Level <= TableLevel.Pmd ? splitLock : Mm.PageTableLock;

    internal PageEntry this[int index] => entries[index];

    internal Pte At(VirtualAddress address) => new(this, IndexOf(address, Level));

    internal VirtualAddress AddressOf(int index) => Base + (ulong)index * PageSize.Of(Level);

    internal void Observe(KernelTask task, AddressSpace mm, TableLevel level, VirtualAddress address)
    {
        Mm = mm;
        Level = level;
        Base = address.AlignDown(Extent(level));
        splitLock.Mm = mm.Id;
        if (!isNamed && level <= TableLevel.Pmd) task.Tell(lockName);
        isNamed = true;
        task.Emit(new TableObserved { Table = id, Mm = mm.Id, Lock = Lock.Id, Address = Base, Level = level });
    }

    internal void Publish(KernelTask task) =>
        task.Emit(new TablePublished { Table = id, Mm = Mm.Id, Lock = Lock.Id, Address = Base, Level = Level });

    internal void Detach(KernelTask task) =>
        task.Emit(new TableDetached { Table = id, Mm = Mm.Id, Lock = Lock.Id, Address = Base, Level = Level });

    internal void Free(KernelTask task)
    {
        task.Emit(new TableFreed { Table = id, Mm = Mm.Id, Lock = Lock.Id, Address = Base, Level = Level });
        machine.Tables.Return(this);
    }

    /// <summary>Stores an entry and returns what was there, in one step.</summary>
    internal PageEntry Exchange(KernelTask task, int index, PageEntry entry, PteOperation operation)
    {
        var old = entries[index];
        entries[index] = entry;
        firstUsed = Math.Min(firstUsed, index);
        lastUsed = Math.Max(lastUsed, index);
        task.Emit(new PteChanged
        {
            Mm = Mm.Id,
            Address = AddressOf(index),
            Old = old,
            New = entry,
            Table = id,
            Index = (ushort)index,
            Level = Level,
            Operation = operation,
        });
        return old;
    }

    /// <summary>A CPU translates through the entry for an access: the hardware sets its accessed and dirty bits without a lock.</summary>
    internal PageEntry Translate(KernelTask task, int index, VirtualAddress address, bool write)
    {
        entries[index] = entries[index].With(PageEntry.AccessedBit | (write ? PageEntry.DirtyBit : 0));
        var (frame, generation) = machine.FrameOf(entries[index], Level, address);
        task.Emit(new CpuAccessed { Mm = Mm.Id, Address = address, Pfn = frame, Generation = generation, Write = write });
        return entries[index];
    }

    internal void Reset()
    {
        if (lastUsed >= 0) Array.Clear(entries, firstUsed, lastUsed - firstUsed + 1);
        firstUsed = Length;
        lastUsed = -1;
        isNamed = false;
        splitLock.Reset();
    }

    internal static int IndexOf(VirtualAddress address, TableLevel level) => (int)(address.Value / PageSize.Of(level) % Length);

    private static ulong Extent(TableLevel level) => level == TableLevel.Pgd ? 1UL << 48 : PageSize.Of(level + 1);
}
