using Tracer.Engine.Locks;
using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Memory;

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

    /// <summary>The file's size is nothing: its pages go, and no fault brings one back.</summary>
    internal bool IsTruncated { get; set; }

    /// <summary>The one entry of a DAX file; null for memory of any other kind.</summary>
    internal DaxEntry? Dax { get; init; }

    // Until it was a rwsem, walkers kept each other out.
    private LockMode WalkMode => mapLock.Type == LockType.RwSemaphore ? LockMode.Shared : LockMode.Exclusive;

    internal void Link(Vma vma) => vmas.Add(vma);

    internal void Unlink(Vma vma) => vmas.Remove(vma);

    /// <summary>Takes the lock for a walk. An anon_vma is found under RCU, where a lock that sleeps can only be tried: it may be on its way out.</summary>
    internal async Step LockForWalk(KernelTask task)
    {
        if (isAnonymous)
        {
            task.Machine.Rcu.Enter(task);
            var taken = await (mapLock.Type.Sleeps() ? mapLock.TryAcquire(task, WalkMode) : mapLock.Acquire(task));
            task.Machine.Rcu.Leave(task);
            if (taken) return;
        }

        await mapLock.Acquire(task, WalkMode);
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
        page.Mapping = null;
        page.Put(task);
    }

    internal void Reset()
    {
        mapLock.Reset();
        Dax?.Reset();
        vmas.Clear();
        pages.Clear();
        IsTruncated = false;
    }
}
