namespace Tracer.Tests.SecondOpinion;

/// <summary>A page as it was handed out: its first frame, how many it has, and which life of the frame it is.</summary>
internal sealed record Page(Pfn Head, int Order, int Generation, int Allocated)
{
    internal bool Covers(Pfn frame) => frame.Value >= Head.Value && frame.Value < Head.Value + (1L << Order);
}

/// <summary>An entry that mapped a page of memory at some time, and the change that took it away.</summary>
/// <param name="Gone">Where it was taken away; behind the list's end while it is still there.</param>
internal sealed record Mapping(MmId Mm, AddressRange Extent, int Set, int Gone, bool IsMapped, TaskId By);

/// <summary>What a list tells of a page from its allocation to its end.</summary>
internal static class PageLife
{
    /// <summary>The page that a frame belongs to at a place; null if the list does not tell of its allocation, or it is free.</summary>
    internal static Page? Of(Account a, Pfn frame, int at)
    {
        var page = a.All<PageAllocated>().Where(told => told.At < at).Select(told => new Page(told.Said.Pfn, told.Said.Order, told.Said.Generation, told.At)).LastOrDefault(page => page.Covers(frame));
        return page is null || FreedAt(a, page, at) >= 0 ? null : page;
    }

    /// <summary>True if the life of a frame that somebody speaks of is over at a place.</summary>
    internal static bool IsOver(Account a, Pfn frame, int generation, int at)
    {
        var lives = a.All<PageAllocated>().Where(told => told.At < at).Select(told => new Page(told.Said.Pfn, told.Said.Order, told.Said.Generation, told.At))
            .Where(page => page.Covers(frame)).ToList();
        if (lives.Count == 0) return false;
        return FreedAt(a, lives[^1], at) >= 0 || generation != 0 && generation != lives[^1].Generation;
    }

    /// <summary>Entries that mapped a page that is freed at a place.</summary>
    internal static IEnumerable<Mapping> Mappings(Account a, PageFreed page, int at)
    {
        var born = a.All<PageAllocated>().LastOrDefault(told => told.At < at && told.Said.Pfn == page.Pfn).At;
        var stores = a.All<PteChanged>().ToList();
        foreach (var (set, store) in stores)
        {
            if (set <= born || set >= at || !Maps(store.New, store.Level, page)) continue;
            if (set > born && Maps(store.Old, store.Level, page) && store.Old.Pfn == store.New.Pfn) continue;
            var gone = stores.Where(later => later.At > set && later.At < at && (later.Said.Table == store.Table && later.Said.Index == store.Index
                || later.Said.Mm == store.Mm && later.Said.Level == store.Level && later.Said.Address == store.Address))
                .Where(later => !later.Said.New.IsPresent || later.Said.New.Pfn != store.New.Pfn || !later.Said.New.IsLeafAt(store.Level)).ToList();
            yield return gone.Count == 0
                ? new Mapping(store.Mm, store.Extent, set, a.Events.Count, true, default)
                : new Mapping(store.Mm, store.Extent, set, gone[0].At, false, gone[0].Said.Header.Task);
        }
    }

    private static bool Maps(PageEntry entry, TableLevel level, PageFreed page)
    {
        if (!entry.IsPresent || !entry.IsLeafAt(level)) return false;
        var frames = (long)(PageSize.Of(level) / PageSize.Small);
        return entry.Pfn.Value < page.Pfn.Value + (1L << page.Order) && page.Pfn.Value < entry.Pfn.Value + frames;
    }

    private static int FreedAt(Account a, Page page, int before)
    {
        foreach (var (at, told) in a.All<PageFreed>())
            if (at > page.Allocated && at < before && told.Pfn == page.Head) return at;
        return -1;
    }
}
