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
/// <param name="store">The store that did it.</param>
/// <param name="mapping">What the entry mapped.</param>
/// <param name="holders">Who may still reach the page through it.</param>
public struct Teardown(in PteChanged store, in PageMapping mapping, Holders holders)
{
    private readonly PteChanged store = store;
    private readonly PageMapping mapping = mapping;

    // Small pages of it that no invalidate_page has named.
    private int pagesLeft = mapping.Pages;

    /// <summary>The store that took it away.</summary>
    [UnscopedRef]
    public readonly ref readonly PteChanged Store => ref store;

    /// <summary>What the entry mapped.</summary>
    [UnscopedRef]
    public readonly ref readonly PageMapping Mapping => ref mapping;

    /// <summary>Who may still reach the page through it.</summary>
    public Holders Holders { get; private set; } = holders;

    /// <summary>True if the page lies, in part or whole, in these frames.</summary>
    public readonly bool IsOf(Pfn first, long frames) => mapping.Page.Value < first.Value + frames && first.Value < mapping.Page.Value + mapping.Pages;

    /// <summary>These have let go of it.</summary>
    internal void LetGo(Holders holders) => Holders &= ~holders;

    /// <summary>Drivers were told of some of its pages by invalidate_page; told of all, only CPUs are left.</summary>
    internal void Tell(int pages)
    {
        pagesLeft -= pages;
        if (pagesLeft <= 0) Holders &= Holders.Cpus;
    }
}
