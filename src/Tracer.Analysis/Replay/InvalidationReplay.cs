using Tracer.Analysis.Rules;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>What a start or invalidate callback has left of its range when it returns: one name for each callback.</summary>
internal sealed class InvalidationReplay(MachineState state, Occurrences occurrences)
{
    public void Judge(TaskState task, DriverState driver, in CallbackReturned returned)
    {
        if (returned.Result != 0 || !driver.InvalidatesIn(returned.Callback)) return;
        if (task.MayMoveForDriver(returned.Callback)) return;

        // Who pins its pages may let go of them later.
        if ((driver.Traits & DriverTraits.PinsPages) != 0) return;
        var call = task.CallOf(returned.Driver);
        if (call is null || call.Callback != returned.Callback) return;
        var left = driver.Mappings.LeftIn(returned.Mm, returned.Extent, call.Entered.Header.Sequence);
        var (remains, entry) = RemainsOf(call, in left, in returned);

        // Of a driver that zaps nothing at all the trace shows no zap; how it treats the edges of a range is not to be seen there.
        if (remains == Remains.HugeInPart && !state.Observes(EventKind.SecondaryUnmapped)) return;
        var done = call.Inside.Header.Kind != EventKind.None ? call.Inside : call.FirstFlush;
        if (remains == Remains.Nothing && IsOneTooMany(call, driver, in returned)) (remains, done) = (Remains.BeyondEdge, call.Beyond);
        occurrences.Raise(new InvalidationReturned(returned, call.Entered, remains, entry, done));
    }

    // The order is the boundary between the rules: what was not even begun comes before how it was done.
    private (Remains Remains, SecondaryMapped Entry) RemainsOf(DriverCall call, in LeftEntries left, in CallbackReturned returned)
    {
        var entry = left.FirstWhole;
        if (left.Whole == 0) return left.InPart == 0 ? (Remains.Nothing, default) : (Remains.HugeInPart, left.FirstInPart);
        if (!call.IsBegun || IsSecondEntry(call, in entry)) return (Remains.Everything, entry);
        var begun = call.Inside.Header.Kind != EventKind.None ? call.Inside.As<SecondaryUnmapped>().Address : call.Flushed.Start;
        if (ShareHugePage(begun, in entry)) return (Remains.RestOfHuge, entry);
        var extent = AddressRange.Of(entry.Address, PageSize.Of(entry.Level));
        var isEdge = left.Whole == 1 && (extent.Start == returned.Start || extent.End == returned.End)
            && (call.Flushed.IsEmpty || returned.Extent.Length - call.Flushed.Length <= extent.Length);
        return (isEdge ? Remains.Edge : Remains.Rest, entry);
    }

    // Two entries of one address: the driver has another table besides, and has not looked there.
    private static bool IsSecondEntry(DriverCall call, in SecondaryMapped entry) =>
        call.Inside.Header.Kind != EventKind.None && call.Inside.As<SecondaryUnmapped>() is var zap
        && AddressRange.Of(zap.Address, PageSize.Of(zap.Level)).Contains(entry.Address);

    // A driver with small entries over a huge page of the CPU has to drop all of them, or none.
    private bool ShareHugePage(VirtualAddress begun, in SecondaryMapped entry)
    {
        var record = state.Mm(entry.Mm).Pages.Find(entry.Address);
        return record.IsKnown && record.Store.Level == TableLevel.Pmd && (record.Store.New.IsHuge || record.Store.Old.IsHuge)
            && record.Store.Extent.Contains(entry.Address) && record.Store.Extent.Contains(begun);
    }

    // A cache may drop what it likes, and a driver may drop a whole object: only the one page next door, with others spared, tells of a wrong test.
    private static bool IsOneTooMany(DriverCall call, DriverState driver, in CallbackReturned returned)
    {
        if (call.BeyondCount != 1 || (driver.Traits & DriverTraits.Counts) == 0) return false;
        ref readonly var beyond = ref call.Beyond.As<SecondaryUnmapped>();
        var extent = AddressRange.Of(beyond.Address, PageSize.Of(beyond.Level));
        return (extent.Start == returned.End || extent.End == returned.Start) && driver.Mappings.FirstIn(returned.Mm, AddressRange.Everything) is not null;
    }
}
