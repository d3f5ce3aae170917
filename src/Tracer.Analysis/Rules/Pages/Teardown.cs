using System.Diagnostics.CodeAnalysis;

namespace Tracer.Analysis.Rules.Pages;

/// <summary>Who must let go of a page whose entry is gone, before the page may be freed.</summary>
[Flags]
public enum Holders : byte
{
    None = 0,

    /// <summary>CPUs whose TLBs are not flushed yet; a flush that was put off does not count.</summary>
    Cpus = 1 << 0,

    /// <summary>Drivers that hear of range_start or invalidate_page.</summary>
    StartDrivers = 1 << 1,

    /// <summary>Drivers that hear of invalidate_range.</summary>
    RangeDrivers = 1 << 2,
}

/// <summary>A present entry that was taken away or pointed elsewhere.</summary>
/// <param name="store">The store that did it; its old entry names the page.</param>
/// <param name="holders">Who may still reach the page through it.</param>
public struct Teardown(in PteChanged store, Holders holders)
{
    private readonly PteChanged store = store;

    // Small pages of it that no invalidate_page has named.
    private int pagesLeft = Pages(in store);

    /// <summary>The store that took it away; its old entry names the page.</summary>
    [UnscopedRef]
    public readonly ref readonly PteChanged Store => ref store;

    /// <summary>Who may still reach the page through it.</summary>
    public Holders Holders { get; private set; } = holders;

    /// <summary>True if the page lies, in part or whole, in these frames.</summary>
    public readonly bool IsOf(Pfn first, long frames) => store.Old.Pfn.Value < first.Value + frames && first.Value < store.Old.Pfn.Value + Pages(in store);

    /// <summary>These have let go of it.</summary>
    internal void LetGo(Holders holders) => Holders &= ~holders;

    /// <summary>Drivers were told of some of its pages by invalidate_page; told of all, only CPUs are left.</summary>
    internal void Tell(int pages)
    {
        pagesLeft -= pages;
        if (pagesLeft <= 0) Holders &= Holders.Cpus;
    }

    private static int Pages(in PteChanged store) => (int)(PageSize.Of(store.Level) / PageSize.Small);
}
