using Tracer.Engine.Memory;
using Tracer.Engine.Notifiers;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Operations;

/// <summary>How the change of a huge entry is announced, by the protocol's choice.</summary>
internal static class HugePmdNotify
{
    /// <summary>Before the page-table lock is taken. <c>default</c> if this protocol opens no bracket here.</summary>
    internal static async Step<NotifiedRange> Begin(KernelTask task, AddressSpace mm, AddressRange extent) =>
        task.Machine.Protocol.Is(HugeNotify.RangeAround) ? await mm.Notifiers.RangeStart(task, extent) : default;

    /// <summary>pmdp_clear_flush_notify and pmdp_splitting_flush_notify, under the lock: takes the entry away by <paramref name="operation"/>; what it held.</summary>
    internal static async Step<PageEntry> ClearFlush(KernelTask task, Pte pmd, PteOperation operation)
    {
        var mm = pmd.Table.Mm;
        var choice = task.Machine.Protocol.Get<HugeNotify>();
        var bracket = choice == HugeNotify.RangeUnderLock ? await mm.Notifiers.RangeStart(task, pmd.Extent) : default;
        var old = await (operation == PteOperation.Clear ? pmd.Clear(task) : pmd.Update(task, operation));
        await mm.Flush(task, pmd.Extent);
        if (choice == HugeNotify.RangeUnderLock) await mm.Notifiers.RangeEnd(task, bracket);
        else if (choice == HugeNotify.InvalidateHugepage) await mm.Notifiers.InvalidateHugepage(task, pmd.Extent);
        return old;
    }

    /// <summary>After the page-table lock was dropped.</summary>
    internal static async Step End(KernelTask task, AddressSpace mm, NotifiedRange bracket)
    {
        if (task.Machine.Protocol.Is(HugeNotify.RangeAround)) await mm.Notifiers.RangeEnd(task, bracket);
    }
}
