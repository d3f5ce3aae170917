using Tracer.Events;

namespace Tracer.Engine;

/// <summary>set_pte_at_notify: gives an entry that was cleared another page, or less of the same, and tells drivers what it is now.</summary>
internal static class SetPteAtNotify
{
    /// <summary>Before the page-table lock is taken. <c>default</c> if this protocol opens no bracket here.</summary>
    internal static async Step<Bracket> Begin(KernelTask task, AddressSpace mm, AddressRange extent) =>
        task.Machine.Protocol.Is(ChangePteBracket.None) ? default : await mm.Notifiers.RangeStart(task, extent);

    internal static async Step Run(KernelTask task, Pte pte, PageEntry entry)
    {
        var notifiers = pte.Table.Mm.Notifiers;
        if (task.Machine.Protocol.Is(ChangePteOrder.BeforeSet)) await notifiers.ChangePte(task, pte.Address, entry);
        await pte.Set(task, entry);
        if (task.Machine.Protocol.Is(ChangePteOrder.AfterSet)) await notifiers.ChangePte(task, pte.Address, entry);
    }

    /// <summary>After the page-table lock was dropped.</summary>
    internal static async Step End(KernelTask task, AddressSpace mm, Bracket bracket)
    {
        if (task.Machine.Protocol.Is(ChangePteBracket.StartEnd)) await mm.Notifiers.RangeEnd(task, bracket);
    }
}
