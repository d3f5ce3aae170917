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

    /// <summary>The one entry of a DAX file; null for memory of any other kind.</summary>
    internal DaxEntry? Dax { get; init; }

    internal void Link(Vma vma) => vmas.Add(vma);

    internal void Unlink(Vma vma) => vmas.Remove(vma);

    /// <summary>Takes the lock for a walk. An anon_vma is found under RCU and only tried at first: it may be on its way out.</summary>
    internal async Step LockForWalk(KernelTask task)
    {
        if (isAnonymous)
        {
            task.Machine.Rcu.Enter(task);
            var taken = await mapLock.TryAcquire(task, LockMode.Shared);
            task.Machine.Rcu.Leave(task);
            if (taken) return;
        }

        await mapLock.AcquireShared(task);
    }

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
        Dax?.Reset();
        vmas.Clear();
        pages.Clear();
    }
}
