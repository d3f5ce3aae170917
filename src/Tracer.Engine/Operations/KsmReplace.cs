using Tracer.Engine.Memory;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>KSM's replace_page: the entry is pointed at the page that stands for all of its content. The caller holds the old page's lock and a reference.</summary>
internal static class KsmReplace
{
    internal static readonly KernelPath Path = new("ksm-replace", "replace_page: map the page that stands for all of the same content");
    private static readonly KernelFunction replace_page = new(nameof(replace_page));

    /// <summary>Nothing happens if the entry is another than <paramref name="seen"/>, which nobody can write through.</summary>
    internal static async Step Run(KernelTask task, AddressSpace mm, VirtualAddress address, PageEntry seen, Page page, Page shared)
    {
        using var _ = task.In(replace_page);
        using var operation = task.Begin(Path, mm, address);
        if (mm.Find(address, TableLevel.Pte) is not { } pte) return;
        var bracket = await SetPteAtNotify.BeginAndLock(task, pte);
        var entry = await pte.Read(task);
        var isSame = entry.Bits == seen.Bits;
        if (isSame) await Replace(task, mm, pte, page, shared);
        await pte.Table.Lock.Release(task);
        await SetPteAtNotify.End(task, mm, bracket);
    }

    private static async Step Replace(KernelTask task, AddressSpace mm, Pte pte, Page page, Page shared)
    {
        shared.Get(task);
        shared.MapCount++;
        var old = await pte.Clear(task);
        await mm.Flush(task, pte.Extent);
        await mm.Notifiers.InvalidateRange(task, pte.Extent);
        page.TakeDirty(task, pte, old);
        await SetPteAtNotify.Run(task, pte, PageEntry.Present(shared.Pfn, writable: false, dirty: false));
        page.MapCount--;
        page.Put(task);
    }
}
