using System.Runtime.InteropServices;

namespace Tracer.Analysis.Rules.Pages;

/// <summary>The entries that are gone while somebody may still use their pages, of all address spaces.</summary>
public sealed class TeardownList
{
    private readonly List<Teardown> open = [];

    /// <summary>The first that a page of these frames was taken from and that has holders left; null if there is none.</summary>
    public Teardown? Of(Pfn first, long frames)
    {
        foreach (ref readonly var teardown in CollectionsMarshal.AsSpan(open))
            if (teardown.IsOf(first, frames)) return teardown;
        return null;
    }

    internal void Add(in PteChanged store, in PageMapping mapping, Holders holders)
    {
        Remove(in mapping);
        if (holders != Holders.None) open.Add(new Teardown(in store, in mapping, holders));
    }

    /// <summary>The address maps the page again: until the entry goes anew nobody need let go.</summary>
    internal void Remove(in PageMapping mapping)
    {
        for (var i = open.Count - 1; i >= 0; i--)
            if (open[i].Mapping.IsSame(in mapping)) open.RemoveAt(i);
    }

    /// <summary>These holders have let go of a range.</summary>
    internal void LetGo(MmId mm, AddressRange extent, Holders holders)
    {
        var spent = false;
        foreach (ref var teardown in CollectionsMarshal.AsSpan(open))
        {
            if (teardown.Mapping.Mm != mm || !extent.Contains(teardown.Mapping.Extent)) continue;
            teardown.LetGo(holders);
            spent |= teardown.Holders == Holders.None;
        }

        if (spent) RemoveSpent();
    }

    /// <summary>Drivers were told of one page, or of a huge one as a whole.</summary>
    internal void LetGo(in PageInvalidated page)
    {
        foreach (ref var teardown in CollectionsMarshal.AsSpan(open))
            if (teardown.Mapping.Mm == page.Mm && teardown.Mapping.Extent.Overlaps(page.Extent)) teardown.Tell((int)(page.Extent.Length / PageSize.Small));
        RemoveSpent();
    }

    internal void RemoveAll(Pfn first, long frames)
    {
        for (var i = open.Count - 1; i >= 0; i--)
            if (open[i].IsOf(first, frames)) open.RemoveAt(i);
    }

    internal void Clear() => open.Clear();

    private void RemoveSpent() => open.RemoveAll(static teardown => teardown.Holders == Holders.None);
}
