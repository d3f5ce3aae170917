using Tracer.Engine.Locks;
using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>get_user_pages: finds the page of an address for a driver, faulting it in if need be, and takes a reference.</summary>
internal static class GetUserPages
{
    private static readonly KernelFunction get_user_pages = new(nameof(get_user_pages));
    private static readonly KernelFunction gup_pte_range = new(nameof(gup_pte_range));
    private static readonly KernelFunction follow_page_pte = new(nameof(follow_page_pte));

    /// <summary>First without a lock, then under mmap_lock.</summary>
    internal static async Step<UserPage> Run(KernelTask task, AddressSpace mm, VirtualAddress address, bool write)
    {
        var fast = await Fast(task, mm, address, write);
        if (fast.Page is not null) return fast;
        using var _ = task.In(get_user_pages);
        await mm.MmapLock.AcquireShared(task);
        var found = await Locked(task, mm, address, write);
        await mm.MmapLock.Release(task);
        return found;
    }

    /// <summary>The caller holds mmap_lock.</summary>
    internal static async Step<UserPage> Locked(KernelTask task, AddressSpace mm, VirtualAddress address, bool write)
    {
        while (true)
        {
            var found = await Follow(task, mm, address, write);
            if (found.Page is not null) return found;
            if (!await PageFault.Handle(task, mm, address, write)) return default;
        }
    }

    /// <summary>
    /// Walks without a lock. Interrupts are off, so no table can be freed under it; the reference is taken on trust and given back
    /// if the entry has changed since.
    /// </summary>
    internal static async Step<UserPage> Fast(KernelTask task, AddressSpace mm, VirtualAddress address, bool write)
    {
        using var _ = task.In(gup_pte_range);
        var found = default(UserPage);
        task.DisableIrqs();
        await task.Point();
        if (mm.FindLeaf(address) is { } leaf && Allows(leaf.Entry, write))
        {
            var entry = leaf.Entry;
            await task.Point();
            var page = task.Machine.Pages.Of(entry.Pfn);
            if (page.TryGet(task))
            {
                await task.Point();
                if (leaf.Entry.Pfn == entry.Pfn && Allows(leaf.Entry, write))
                {
                    page.IsDirty |= write;
                    found = new UserPage(page, leaf.Entry, leaf.Table.Level, page.Generation);
                }
                else
                {
                    page.Put(task);
                }
            }
        }

        task.EnableIrqs();
        return found;
    }

    /// <summary>follow_page: what is mapped now, without a fault. The caller holds mmap_lock.</summary>
    internal static async Step<UserPage> Follow(KernelTask task, AddressSpace mm, VirtualAddress address, bool write)
    {
        if (mm.FindLeaf(address) is not { } leaf) return default;
        using var _ = task.In(follow_page_pte);
        var found = default(UserPage);
        await leaf.Table.Lock.Acquire(task);
        var entry = await leaf.Read(task);
        if (entry.IsPresent && entry.IsLeafAt(leaf.Table.Level) && Allows(entry, write))
        {
            var page = task.Machine.Pages.Of(entry.Pfn);
            page.Get(task);
            page.IsDirty |= write;
            found = new UserPage(page, entry, leaf.Table.Level, page.Generation);
        }

        await leaf.Table.Lock.Release(task);
        return found;
    }

    private static bool Allows(PageEntry entry, bool write) => entry.IsPresent && (!write || entry.IsWritable);
}
