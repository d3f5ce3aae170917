namespace Tracer.Engine.Memory;

/// <summary>Slots that anonymous pages go to, and the cache of the pages that are still, or again, in memory.</summary>
internal sealed class SwapArea
{
    private const int Type = 0;
    private readonly List<Page> cached = [];
    private readonly HashSet<long> shared = [];
    private long nextSlot;

    internal static PageEntry EntryOf(long slot) => PageEntry.Swap(Type, slot);

    internal static long SlotOf(PageEntry entry) => entry.SwapOffset;

    /// <summary>Fork has copied an entry of the slot: whoever brings the page back does not own it alone.</summary>
    internal void Share(long slot) => shared.Add(slot);

    internal bool IsShared(long slot) => shared.Contains(slot);

    /// <summary>Gives the page as many slots as it has frames; the cache takes a reference.</summary>
    internal void Add(KernelTask task, Page page, long slot = 0)
    {
        page.SwapSlot = slot;
        if (slot == 0)
        {
            page.SwapSlot = nextSlot;
            nextSlot += 1L << page.Order;
        }

        page.Get(task);
        cached.Add(page);
    }

    /// <summary>The page that holds a slot's content, or null if only the area does.</summary>
    internal Page? Find(long slot)
    {
        foreach (var page in cached)
            if (page.SwapSlot <= slot && slot < page.SwapSlot + (1L << page.Order)) return page;
        return null;
    }

    internal void Remove(KernelTask task, Page page)
    {
        cached.Remove(page);
        page.SwapSlot = 0;
        page.Put(task);
    }

    internal void Reset()
    {
        cached.Clear();
        shared.Clear();
        nextSlot = 1;
    }
}
