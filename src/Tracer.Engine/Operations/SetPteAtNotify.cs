using Tracer.Engine.Faults;
using Tracer.Engine.Memory;
using Tracer.Engine.Notifiers;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Operations;

/// <summary>set_pte_at_notify: gives an entry that was cleared another page, or less of the same, and tells drivers what it is now.</summary>
internal static class SetPteAtNotify
{
    /// <summary>Opens the range of an entry, then takes its page-table lock. <c>default</c> if this protocol opens no bracket here.</summary>
    internal static async Step<NotifiedRange> BeginAndLock(KernelTask task, Pte pte)
    {
        var isLockedEarly = task.Machine.Has(LockFaults.StartUnderPtl);
        if (isLockedEarly) await pte.Table.Lock.Acquire(task);
        var bracket = task.Machine.Protocol.Is(ChangePteBracket.None) ? default : await pte.Table.Mm.Notifiers.RangeStart(task, pte.Extent);
        if (!isLockedEarly) await pte.Table.Lock.Acquire(task);
        return bracket;
    }

    /// <summary>Nothing may be told yet: the old entry is still there.</summary>
    internal static async Step BeforeClear(KernelTask task, Pte pte, PageEntry entry)
    {
        if (task.Machine.Has(InvalidationFaults.ChangePteBeforeClear)) await pte.Table.Mm.Notifiers.ChangePte(task, pte.Address, entry);
    }

    internal static async Step Run(KernelTask task, Pte pte, PageEntry entry)
    {
        var notifiers = pte.Table.Mm.Notifiers;
        var isTold = task.Machine.Has(InvalidationFaults.ChangePteBeforeClear);
        if (!isTold && task.Machine.Protocol.Is(ChangePteOrder.BeforeSet)) await notifiers.ChangePte(task, pte.Address, entry);
        await pte.Set(task, entry);
        if (!isTold && task.Machine.Protocol.Is(ChangePteOrder.AfterSet)) await notifiers.ChangePte(task, pte.Address, entry);
    }

    /// <summary>After the page-table lock was dropped.</summary>
    internal static async Step End(KernelTask task, AddressSpace mm, NotifiedRange bracket)
    {
        if (task.Machine.Protocol.Is(ChangePteBracket.StartEnd)) await mm.Notifiers.RangeEnd(task, bracket);
    }
}
