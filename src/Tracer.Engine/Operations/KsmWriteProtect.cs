using Tracer.Engine.Faults;
using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>KSM's write_protect_page: from here on the page's content cannot change without a fault. The caller holds the page's lock and a reference.</summary>
internal static class KsmWriteProtect
{
    internal static readonly KernelPath Path = new("ksm-write-protect", "write_protect_page: keep a page's content from changing, unless somebody holds a reference");
    private static readonly KernelFunction write_protect_page = new(nameof(write_protect_page));
    private const int Callers = 1;

    /// <summary>The entry as it now is; none if the page is no longer mapped here, or somebody is using it through a reference.</summary>
    internal static async Step<PageEntry> Run(KernelTask task, AddressSpace mm, VirtualAddress address, Page page)
    {
        using var _ = task.In(write_protect_page);
        using var operation = task.Begin(Path, mm, address);
        if (mm.Find(address, TableLevel.Pte) is not { } pte) return PageEntry.None;
        var isReadEarly = task.Machine.Has(LockFaults.ActOnStaleEntry);
        var entry = isReadEarly ? await pte.Read(task) : default;
        var bracket = await SetPteAtNotify.BeginAndLock(task, pte);
        if (!isReadEarly) entry = await pte.Read(task);
        if (!entry.IsPresent || entry.Pfn != page.Pfn) entry = PageEntry.None;
        else if (entry.IsWritable || entry.IsDirty) entry = await Protect(task, mm, pte, page);
        await pte.Table.Lock.Release(task);
        await SetPteAtNotify.End(task, mm, bracket);
        return entry;
    }

    // A reference more than the mappings explain is somebody's who reads or writes the page without an entry: the count says so only
    // once nobody can find the entry any more.
    private static async Step<PageEntry> Protect(KernelTask task, AddressSpace mm, Pte pte, Page page)
    {
        var old = await pte.Clear(task);
        await mm.Flush(task, pte.Extent);
        await mm.Notifiers.InvalidateRange(task, pte.Extent);
        if (!page.IsHeldOnlyBy(Callers))
        {
            await pte.Set(task, old);
            return PageEntry.None;
        }

        page.TakeDirty(task, pte, old);
        var clean = old.Without(PageEntry.WritableBit | PageEntry.DirtyBit);
        await SetPteAtNotify.Run(task, pte, clean);
        return clean;
    }
}
