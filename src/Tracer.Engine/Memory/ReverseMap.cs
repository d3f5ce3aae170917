using Tracer.Events;

namespace Tracer.Engine;

/// <summary>What finds the mappings of a page: the anon_vma of anonymous memory, or the i_mmap tree of a file, which also holds the file's pages.</summary>
internal sealed class ReverseMap(KernelLock mapLock, bool isAnonymous)
{
    private readonly List<Vma> vmas = [];
    private readonly List<Page> pages = [];

    internal KernelLock Lock => mapLock;

    internal bool IsAnonymous => isAnonymous;

    internal IReadOnlyList<Vma> Vmas => vmas;

    /// <summary>The page cache of a file; the swap cache keeps the pages of anonymous memory.</summary>
    internal IReadOnlyList<Page> Cached => pages;

    internal void Link(Vma vma) => vmas.Add(vma);

    internal void Unlink(Vma vma) => vmas.Remove(vma);

    internal Page? FindCached(ulong offset)
    {
        foreach (var page in pages)
            if (page.Offset <= offset && offset < page.Offset + page.Bytes) return page;
        return null;
    }

    /// <summary>The cache takes a reference of its own.</summary>
    internal void Cache(KernelTask task, Page page)
    {
        page.Get(task);
        pages.Add(page);
    }

    internal void Uncache(KernelTask task, Page page)
    {
        pages.Remove(page);
        page.Put(task);
    }

    internal void Reset()
    {
        mapLock.Reset();
        vmas.Clear();
        pages.Clear();
    }
}
