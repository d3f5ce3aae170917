using Tracer.Engine.Locks;

namespace Tracer.Engine.Memory;

/// <summary>A page of 2^order frames with one reference count for all of them; a frame's generation tells one use of it from the next.</summary>
internal sealed class Page(Pfn pfn, byte order, KernelLock folioLock, Machine machine)
{
    private readonly VmEvent[] lockName = [.. Names.Events(NameSpace.Lock, folioLock.Id.Value, folioLock.Name)];

    internal Pfn Pfn => pfn;

    internal byte Order => order;

    internal ulong Bytes => PageSize.Small << order;

    internal KernelLock Lock => folioLock;

    internal int Generation { get; private set; }

    internal int References { get; private set; }

    /// <summary>Entries of page tables that map it or a part of it.</summary>
    internal int MapCount { get; set; }

    /// <summary>Where it is mapped, for the reverse map; null before it was first.</summary>
    internal ReverseMap? Mapping { get; set; }

    /// <summary>Bytes from the beginning of what <see cref="Mapping"/> maps.</summary>
    internal ulong Offset { get; set; }

    /// <summary>One for each entry, one for the swap cache, and one for each who holds it for now.</summary>
    internal bool IsHeldOnlyBy(int others) => References == MapCount + (SwapSlot > 0 ? 1 : 0) + others;

    internal bool IsAnonymous => Mapping is { IsAnonymous: true };

    /// <summary>False for an anonymous page after MADV_FREE: it may be dropped instead of swapped.</summary>
    internal bool IsSwapBacked { get; set; }

    internal bool IsDirty { get; set; }

    /// <summary>KSM has it stand for all pages of the same content: nobody writes to it, each writer gets a copy.</summary>
    internal bool IsKsm { get; set; }

    /// <summary>Its first slot in the swap area; 0 if it has none.</summary>
    internal long SwapSlot { get; set; }

    /// <summary>An anonymous page gets its first mapping; it is swapped unless it is dropped as lazily free.</summary>
    internal void MapAnonymous(Vma vma, VirtualAddress address)
    {
        Mapping = vma.Mapping;
        Offset = vma.OffsetOf(address);
        IsSwapBacked = true;
        MapCount++;
    }

    /// <summary>What an entry knew of writes when it was cleared is told to the page: from here on nobody else knows.</summary>
    internal void TakeDirty(KernelTask task, Pte pte, PageEntry old)
    {
        if (!old.IsDirty) return;
        IsDirty = true;
        task.Emit(new DirtyTransferred { Pfn = old.Pfn, Address = pte.Address, Generation = Generation, Mm = pte.Table.Mm.Id });
    }

    internal bool Covers(Pfn frame) => frame.Value >= pfn.Value && frame.Value < pfn.Value + (1L << order);

    internal void Reset()
    {
        Generation = 0;
        References = 0;
        folioLock.Reset();
        Forget();
    }

    internal void Allocate(KernelTask task)
    {
        Generation++;
        References = 1;
        if (Generation == 1) task.Tell(lockName);
        task.Emit(new PageAllocated { Pfn = pfn, Generation = Generation, Order = order });
    }

    internal void Get(KernelTask task)
    {
        References++;
        task.Emit(new PageReferenced { Pfn = pfn, Generation = Generation, References = References });
    }

    /// <summary>Takes a reference unless there is none left, as a lockless walker must.</summary>
    internal bool TryGet(KernelTask task)
    {
        if (References == 0) return false;
        Get(task);
        return true;
    }

    internal void Put(KernelTask task)
    {
        if (References == 0) throw new InvalidOperationException($"{task.Name} releases page {pfn}, which is free");
        References--;
        task.Emit(new PageReleased { Pfn = pfn, Generation = Generation, References = References });
        if (References > 0) return;
        task.Emit(new PageFreed { Pfn = pfn, Generation = Generation, Order = order });
        Forget();
        machine.Pages.Return(this);
    }

    private void Forget()
    {
        MapCount = 0;
        Mapping = null;
        Offset = 0;
        IsSwapBacked = false;
        IsDirty = false;
        IsKsm = false;
        SwapSlot = 0;
    }
}
