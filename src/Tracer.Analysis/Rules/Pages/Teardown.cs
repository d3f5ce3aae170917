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
/// <param name="Store">The store that did it; its old entry names the page.</param>
/// <param name="Holders">Who may still reach the page through it.</param>
/// <param name="PagesLeft">Small pages of it that no invalidate_page has named.</param>
public readonly record struct Teardown(PteChanged Store, Holders Holders, int PagesLeft)
{
    /// <summary>True if the page lies, in part or whole, in these frames.</summary>
    public bool IsOf(Pfn first, long frames) => Store.Old.Pfn.Value < first.Value + frames && first.Value < Store.Old.Pfn.Value + Pages(Store);

    internal static int Pages(in PteChanged store) => (int)(PageSize.Of(store.Level) / PageSize.Small);
}
