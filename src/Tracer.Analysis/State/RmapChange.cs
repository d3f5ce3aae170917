namespace Tracer.Analysis.State;

/// <summary>A change that a reverse-map path makes outside any bracket: drivers learn of it by invalidate_page, if at all.</summary>
public sealed class RmapChange
{
    public PteChanged Store { get; private set; }

    /// <summary>The release of the page-table lock; of kind None while it is held.</summary>
    public VmEvent Released { get; internal set; }

    /// <summary>The store by another task that established the address again after <see cref="Released"/>; of kind None if there was none.</summary>
    public VmEvent Remapped { get; internal set; }

    /// <summary>The first invalidate_page for it; of kind None until there is one.</summary>
    public VmEvent FirstInvalidation { get; internal set; }

    /// <summary>Pages that invalidate_page has named since, 512 at once where invalidate_hugepage did.</summary>
    public int PagesInvalidated { get; internal set; }

    /// <summary>Pages that the changed entry maps.</summary>
    public int Pages => (int)(PageSize.Of(Store.Level) / PageSize.Small);

    internal void Begin(in PteChanged store)
    {
        Store = store;
        Released = Remapped = FirstInvalidation = default;
        PagesInvalidated = 0;
    }
}
