using Tracer.Engine.Faults;
using Tracer.Engine.Memory;
using Tracer.Engine.Notifiers;
using Tracer.Engine.Protocols;
using Tracer.Engine.Protocols.Choices;
using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Operations;

/// <summary>How the reverse-map paths notify what they change, by the protocol's choices.</summary>
internal static class RmapRange
{
    /// <summary>The address that the reverse map hands in for a page in a region.</summary>
    internal static VirtualAddress WalkAddress(KernelTask task, Page page, Vma vma)
    {
        var head = vma.AddressOf(page.Offset);
        if (page.Order == 0 || task.Machine.Protocol.Is(RmapWalkAddress.Head)) return head;
        return head + (ulong)(1 + task.ChooseNumber((1 << page.Order) - 1)) * PageSize.Small;
    }

    /// <summary>The range of a page as this protocol computes it.</summary>
    internal static AddressRange Of(Machine machine, Page page, Vma vma, VirtualAddress address)
    {
        var protocol = machine.Protocol;
        var start = protocol.Is(RmapRangeBase.Aligned) ? address.AlignDown(page.Bytes) : address;
        var length = protocol.Is(RmapRangeLength.Bytes) ? page.Bytes : 1UL << page.Order;
        var end = start + (machine.Has(BracketFaults.OnePageOfCompound) ? PageSize.Small : length);
        return new AddressRange(start, protocol.Is(RmapRangeEnd.Clamped) && vma.Range.End < end ? vma.Range.End : end);
    }

    /// <summary>Before the loop. <c>default</c> if this protocol opens no bracket.</summary>
    internal static async Step<NotifiedRange> Begin(KernelTask task, Vma vma, AddressRange range)
    {
        if (!Brackets(task.Machine.Protocol)) return default;
        var bracket = await vma.Mm.Notifiers.RangeStart(task, range);
        if (task.Machine.Has(BracketFaults.EarlyRangeEnd)) await vma.Mm.Notifiers.RangeEnd(task, bracket);
        return bracket;
    }

    /// <summary>After an entry was changed, its lock held. A protocol that notifies without the lock drops it here, and the walk takes it again.</summary>
    internal static async Step Changed(KernelTask task, Vma vma, PageVmaMappedWalk walk)
    {
        var machine = task.Machine;
        var pte = walk.Current;
        var notifiers = vma.Mm.Notifiers;
        if (machine.Protocol.Is(RmapNotify.Range))
        {
            if (machine.Protocol.Is(RmapInvalidateRange.None) || machine.Has(InvalidationFaults.SkipInvalidateRange) || machine.Has(InvalidationFaults.InvalidateBeforeClear)) return;
            if (machine.Has(InvalidationFaults.InvalidateAfterUnlock)) await walk.Unlock();
            await notifiers.InvalidateRange(task, pte.Extent);
            if (machine.Has(InvalidationFaults.InvalidatePageToo)) await notifiers.InvalidatePage(task, pte.Address);
            return;
        }

        if (machine.Protocol.Is(RmapPagePlace.AfterUnlock)) await walk.Unlock();
        await notifiers.InvalidatePage(task, pte.Address);
    }

    /// <summary>After the loop.</summary>
    internal static async Step End(KernelTask task, Vma vma, PageVmaMappedWalk walk, NotifiedRange bracket, AddressRange range, bool changed)
    {
        var machine = task.Machine;
        if (!machine.Has(LockFaults.RangeEndUnderPtl)) await walk.Unlock();
        if (!Brackets(machine.Protocol))
        {
            if (changed && machine.Protocol.Is(RmapNotify.Range)) await vma.Mm.Notifiers.InvalidateRange(task, range);
        }
        else if (!machine.Has(BracketFaults.EarlyRangeEnd))
        {
            await vma.Mm.Notifiers.RangeEnd(task, bracket);
        }

        await walk.Unlock();
    }

    private static bool Brackets(Protocol protocol) =>
        protocol.Is(RmapNotify.Range) && protocol.Is(RmapRangeApi.StartEnd);
}
