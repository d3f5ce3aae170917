using Tracer.Events;

namespace Tracer.Analysis;

// What a start or invalidate callback has left of its range when it returns: one name for each callback.
internal sealed partial class Replay
{
    private void JudgeInvalidation(TaskState task, in VmEvent e)
    {
        ref readonly var returned = ref e.As<CallbackReturned>();
        if (returned.Result != 0 || returned.Callback is not (CallbackKind.RangeStart or CallbackKind.InvalidateRange or CallbackKind.InvalidatePage or CallbackKind.InvalidateHugepage)) return;
        if (!state.Observes(EventKind.SecondaryUnmapped) || !IsCallOf(task.Zaps, in returned) || MayBelongToDriver(task, returned.Callback)) return;

        // Who pins its pages may let go of them later.
        var driver = state.Driver(returned.Driver);
        if ((driver.Traits & DriverTraits.PinsPages) != 0) return;
        var left = driver.Mappings.LeftIn(returned.Mm, returned.Extent, task.Zaps.Entered.Header.Sequence);
        var (remains, entry) = RemainsOf(task.Zaps, in left, in returned);
        var zapped = task.Zaps.Inside;
        if (remains == Remains.Nothing && IsOneTooMany(task.Zaps, driver, in returned)) (remains, zapped) = (Remains.BeyondEdge, task.Zaps.Beyond);
        Rules.Raise(new InvalidationReturned(returned, task.Zaps.Entered, remains, entry, zapped));
    }

    // The order is the boundary between the rules: what was not even begun comes before how it was done.
    private (Remains Remains, SecondaryMapped Entry) RemainsOf(ZapTally zaps, in LeftEntries left, in CallbackReturned returned)
    {
        if (left.Whole == 0) return left.InPart == 0 ? (Remains.Nothing, default) : (Remains.HugeInPart, left.FirstInPart);
        if (zaps.Inside.Header.Kind == EventKind.None) return (Remains.Everything, left.FirstWhole);
        if (ShareHugePage(zaps.Inside.As<SecondaryUnmapped>(), left.FirstWhole)) return (Remains.RestOfHuge, left.FirstWhole);
        var extent = AddressRange.Of(left.FirstWhole.Address, PageSize.Of(left.FirstWhole.Level));
        var isEdge = left.Whole == 1 && (extent.Start == returned.Start || extent.End == returned.End);
        return (isEdge ? Remains.Edge : Remains.Rest, left.FirstWhole);
    }

    // A driver with small entries over a huge page of the CPU has to drop all of them, or none.
    private bool ShareHugePage(in SecondaryUnmapped zap, in SecondaryMapped entry)
    {
        var record = state.Mm(entry.Mm).Pages.Find(entry.Address);
        return record.IsKnown && record.Store.Level == TableLevel.Pmd && (record.Store.New.IsHuge || record.Store.Old.IsHuge)
            && record.Store.Extent.Contains(entry.Address) && record.Store.Extent.Contains(zap.Address);
    }

    // A cache may drop what it likes, and a driver may drop a whole object: only the one page next door, with others spared, tells of a wrong test.
    private static bool IsOneTooMany(ZapTally zaps, DriverState driver, in CallbackReturned returned)
    {
        if (zaps.BeyondCount != 1 || (driver.Traits & DriverTraits.Counts) == 0) return false;
        ref readonly var beyond = ref zaps.Beyond.As<SecondaryUnmapped>();
        var extent = AddressRange.Of(beyond.Address, PageSize.Of(beyond.Level));
        return (extent.Start == returned.End || extent.End == returned.Start) && driver.Mappings.FirstIn(returned.Mm, AddressRange.Everything) is not null;
    }

    private static bool IsCallOf(ZapTally zaps, in CallbackReturned returned) =>
        zaps.Entered.Header.Kind != EventKind.None && zaps.Entered.As<CallbackEntered>() is var entered
        && entered.Callback == returned.Callback && entered.Driver == returned.Driver && entered.Extent == returned.Extent;

    // A driver that migrates pages to its own device may keep what it moves itself; the trace does not tell who migrates.
    private static bool MayBelongToDriver(TaskState task, CallbackKind callback) =>
        callback == CallbackKind.RangeStart && task.Brackets is [.., { Entered.Header.Kind: EventKind.RangeStartEntered } bracket]
        && bracket.Entered.As<RangeStartEntered>().Event is NotifierEvent.Migrate or NotifierEvent.Exclusive;
}
