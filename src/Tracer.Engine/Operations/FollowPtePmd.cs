using Tracer.Engine.Memory;
using Tracer.Engine.Notifiers;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;
using Tracer.Engine.Tracing;

namespace Tracer.Engine.Operations;

/// <summary>follow_pte_pmd: finds the entry of an address and locks its table; where ranges are notified, it opens the range before that.</summary>
internal static class FollowPtePmd
{
    private static readonly KernelFunction follow_pte_pmd = new(nameof(follow_pte_pmd));

    /// <summary>The entry, its table locked and its range open; null if nothing is mapped, and then the range is closed again.</summary>
    internal static async Step<FollowedEntry?> Run(KernelTask task, AddressSpace mm, VirtualAddress address)
    {
        using var _ = task.In(follow_pte_pmd);
        await task.Point();
        if (mm.Find(address, TableLevel.Pmd) is not { Entry.IsNone: false } pmd) return null;
        if (pmd.Entry.IsHuge && await Lock(task, mm, pmd) is { } huge) return huge;
        return mm.Find(address, TableLevel.Pte) is { } pte ? await Lock(task, mm, pte) : null;
    }

    // What the entry is shows only under the lock; the range had to be opened before.
    private static async Step<FollowedEntry?> Lock(KernelTask task, AddressSpace mm, Pte pte)
    {
        var isAnnounced = task.Machine.Protocol.Is(DaxNotify.StartEnd);
        var bracket = isAnnounced ? await mm.Notifiers.RangeStart(task, pte.Extent) : default;
        await pte.Table.Lock.Acquire(task);
        var entry = await pte.Read(task);
        if (entry.IsPresent && entry.IsLeafAt(pte.Table.Level)) return new FollowedEntry(pte, bracket);
        await pte.Table.Lock.Release(task);
        if (isAnnounced) await mm.Notifiers.RangeEnd(task, bracket);
        return null;
    }
}

/// <summary>An entry whose table is locked, and the range that was opened for it.</summary>
internal readonly record struct FollowedEntry(Pte Pte, NotifiedRange Range);
