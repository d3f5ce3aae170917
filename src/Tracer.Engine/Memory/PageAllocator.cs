using Tracer.Engine.Protocols.Choices;

namespace Tracer.Engine.Memory;

/// <summary>The machine's memory: a few small pages and a few of 2 MiB. What was freed last is handed out first, so that stale uses meet new owners.</summary>
internal sealed class PageAllocator
{
    internal const byte HugeOrder = 9;
    private const int SmallPages = 48;
    private const int HugePages = 16;
    private const long FirstSmall = 0x10_0000;
    private const long FirstHuge = 0x20_0000;
    private readonly Page[] small;
    private readonly Page[] huge;
    private readonly Stack<Page> freeSmall = new(SmallPages);
    private readonly Stack<Page> freeHuge = new(HugePages);
    private readonly List<Page> live = new(SmallPages + HugePages);

    internal PageAllocator(Machine machine)
    {
        small = Make(machine, SmallPages, FirstSmall, 0);
        huge = Make(machine, HugePages, FirstHuge, HugeOrder);
    }

    /// <summary>The pages in use, oldest first.</summary>
    internal IReadOnlyList<Page> Live => live;

    internal Page Allocate(KernelTask task, byte order)
    {
        var free = order == 0 ? freeSmall : freeHuge;
        if (!free.TryPop(out var page)) throw new InvalidOperationException($"the machine has no free page of order {order} left");
        live.Add(page);
        page.Allocate(task);
        return page;
    }

    /// <summary>The page that a present entry's frame belongs to.</summary>
    internal Page Of(Pfn frame) => frame.Value >= FirstHuge
        ? huge[(frame.Value - FirstHuge) >> HugeOrder]
        : small[frame.Value - FirstSmall];

    internal void Return(Page page)
    {
        live.Remove(page);
        (page.Order == 0 ? freeSmall : freeHuge).Push(page);
    }

    internal void Reset()
    {
        live.Clear();
        Refill(freeSmall, small);
        Refill(freeHuge, huge);
    }

    private static void Refill(Stack<Page> free, Page[] pages)
    {
        free.Clear();
        for (var i = pages.Length - 1; i >= 0; i--)
        {
            pages[i].Reset();
            free.Push(pages[i]);
        }
    }

    private static Page[] Make(Machine machine, int count, long first, byte order)
    {
        var pages = new Page[count];
        for (var i = 0; i < count; i++)
        {
            var pfn = new Pfn(first + ((long)i << order));
            pages[i] = new Page(pfn, order, machine.NewLock(LockClass.Folio, LockType.FolioBit, $"folio {pfn}"), machine);
        }

        return pages;
    }
}
