using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.History;

/// <summary>A change that a reverse-map path makes outside any bracket: drivers learn of it by invalidate_page, if at all.</summary>
public sealed class RmapChange
{
    public PteChanged Store { get; private set; }

    /// <summary>The release of the page-table lock; of kind None while it is held.</summary>
    public VmEvent Released { get; internal set; }

    /// <summary>The store by another task that established the address again after <see cref="Released"/>; of kind None if there was none.</summary>
    public VmEvent Remapped { get; internal set; }

    /// <summary>The first invalidate_page for it; of kind None until there is one.</summary>
    public PageInvalidated FirstInvalidation { get; private set; }

    /// <summary>What the task held at <see cref="Store"/>, and at <see cref="FirstInvalidation"/>.</summary>
    internal TaskMemory AtStore { get; } = new();

    internal TaskMemory AtInvalidation { get; } = new();

    /// <summary>Pages that invalidate_page has named since, 512 at once where invalidate_hugepage did.</summary>
    public int PagesInvalidated { get; private set; }

    /// <summary>Pages that the changed entry maps.</summary>
    public int Pages => (int)(PageSize.Of(Store.Level) / PageSize.Small);

    internal void Begin(in PteChanged store, TaskState task)
    {
        AtStore.Take(task);
        Store = store;
        Released = Remapped = default;
        FirstInvalidation = default;
        PagesInvalidated = 0;
    }

    internal void Invalidate(in PageInvalidated page, TaskState task)
    {
        if (PagesInvalidated == 0)
        {
            FirstInvalidation = page;
            AtInvalidation.Take(task);
        }

        PagesInvalidated += (int)(page.Extent.Length / PageSize.Small);
    }
}
