namespace Tracer.Analysis.Rules.Pages;

/// <summary>An address that maps a page, or did.</summary>
/// <param name="Store">The store that set the entry, or, where that is not shown, the one that took it away.</param>
/// <param name="Page">The first frame that it maps.</param>
public readonly record struct PageMapping(PteChanged Store, Pfn Page)
{
    public MmId Mm => Store.Mm;

    public VirtualAddress Address => Store.Address;

    public AddressRange Extent => Store.Extent;

    /// <summary>Small pages that it maps.</summary>
    public int Pages => (int)(PageSize.Of(Store.Level) / PageSize.Small);

    /// <summary>The mapping that a store makes.</summary>
    public static PageMapping SetBy(in PteChanged store) => new(store, store.New.Pfn);

    /// <summary>The mapping that a store ends, by what it says of the entry before.</summary>
    public static PageMapping EndedBy(in PteChanged store) => new(store, store.Old.Pfn);

    /// <summary>True if it maps the same page at the same address.</summary>
    public bool IsSame(in PageMapping other) => Page == other.Page && Mm == other.Mm && Address == other.Address;
}
