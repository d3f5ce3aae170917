using System.Runtime.CompilerServices;
using Tracer.Events;

namespace Tracer.Analysis;

// What a start or invalidate callback has left of its range when it returns: one name for each callback.
internal sealed partial class Replay
{
    private void JudgeInvalidation(TaskState task, DriverState driver, in CallbackReturned returned)
    {
        if (returned.Result != 0 || !driver.InvalidatesIn(returned.Callback)) return;
        if (!state.Observes(EventKind.SecondaryUnmapped) || task.MayMoveForDriver(returned.Callback)) return;

        // Who pins its pages may let go of them later.
        if ((driver.Traits & DriverTraits.PinsPages) != 0) return;
        ref readonly var call = ref task.CallOf(returned.Driver);
        if (Unsafe.IsNullRef(in call) || call.Callback != returned.Callback) return;
        var left = driver.Mappings.LeftIn(returned.Mm, returned.Extent, call.Entered.Header.Sequence);
        var (remains, entry) = RemainsOf(in call, in left, in returned);
        var zapped = call.Inside;
        if (remains == Remains.Nothing && IsOneTooMany(in call, driver, in returned)) (remains, zapped) = (Remains.BeyondEdge, call.Beyond);
        Rules.Raise(new InvalidationReturned(returned, call.Entered, remains, entry, zapped));
    }

    // The order is the boundary between the rules: what was not even begun comes before how it was done.
    private (Remains Remains, SecondaryMapped Entry) RemainsOf(in DriverCall call, in LeftEntries left, in CallbackReturned returned)
    {
        if (left.Whole == 0) return left.InPart == 0 ? (Remains.Nothing, default) : (Remains.HugeInPart, left.FirstInPart);
        if (call.Inside.Header.Kind == EventKind.None) return (Remains.Everything, left.FirstWhole);
        if (ShareHugePage(call.Inside.As<SecondaryUnmapped>(), left.FirstWhole)) return (Remains.RestOfHuge, left.FirstWhole);
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
    private static bool IsOneTooMany(in DriverCall call, DriverState driver, in CallbackReturned returned)
    {
        if (call.BeyondCount != 1 || (driver.Traits & DriverTraits.Counts) == 0) return false;
        ref readonly var beyond = ref call.Beyond.As<SecondaryUnmapped>();
        var extent = AddressRange.Of(beyond.Address, PageSize.Of(beyond.Level));
        return (extent.Start == returned.End || extent.End == returned.Start) && driver.Mappings.FirstIn(returned.Mm, AddressRange.Everything) is not null;
    }
}
