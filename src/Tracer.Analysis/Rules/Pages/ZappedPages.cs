namespace Tracer.Analysis.Rules.Pages;

/// <summary>The pages that a task's zap has given to its mmu_gather, since its operation began: a flush lets go of them, and then they may be freed.</summary>
public sealed class ZappedPages
{
    private readonly Dictionary<long, PteChanged> waiting = [];
    private readonly HashSet<long> flushed = [];

    internal void Add(in PteChanged store)
    {
        waiting[store.Old.Pfn.Value] = store;
        flushed.Remove(store.Old.Pfn.Value);
    }

    /// <summary>Its own task flushes all that it has gathered; of another's flush only the addresses tell whom it serves.</summary>
    /// <returns>True if some still wait.</returns>
    internal bool Flush(in TlbFlushed flush, bool isOwn)
    {
        foreach (var (page, store) in waiting)
        {
            if (!isOwn && flush.Mm.Value != 0 && (flush.Mm != store.Mm || store.Address.IsKnown && !flush.Extent.Contains(store.Extent))) continue;
            waiting.Remove(page);
            flushed.Add(page);
        }

        return waiting.Count > 0;
    }

    /// <summary>The store that took away the page, which no flush has covered; null if it was flushed, or if its task has zapped no such page.</summary>
    internal PteChanged? Free(Pfn first, int order, out bool wasZapped)
    {
        PteChanged? early = null;
        wasZapped = false;
        if (waiting.Count + flushed.Count == 0) return early;
        for (var page = first.Value; page < first.Value + (1L << order); page++)
        {
            if (waiting.Remove(page, out var store)) early ??= store;
            else if (!flushed.Remove(page)) continue;
            wasZapped = true;
        }

        return early;
    }

    /// <summary>The page is mapped: until it is zapped anew nobody need let go.</summary>
    internal void Remove(Pfn page)
    {
        if (waiting.Count > 0) waiting.Remove(page.Value);
        if (flushed.Count > 0) flushed.Remove(page.Value);
    }

    internal void Clear()
    {
        waiting.Clear();
        flushed.Clear();
    }
}
