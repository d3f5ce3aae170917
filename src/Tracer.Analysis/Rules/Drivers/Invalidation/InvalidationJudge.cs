using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.Invalidation;

/// <summary>What start and invalidate callbacks go through of their range, and what they have left of it when they return.</summary>
public sealed class InvalidationJudge : Judge, ITake<SecondaryUnmapped>, ITake<SecondaryFlushed>, ITake<CallbackReturned>
{
    private static readonly CallSlot<RangeProgress> Progress = new();

    /// <summary>What a callback has gone through so far.</summary>
    internal static ref readonly RangeProgress ProgressOf(DriverCall call) => ref Progress.Of(call);

    public void Take(in SecondaryUnmapped unmapped, MachineState state, Occurrences occurrences)
    {
        if (state.TaskOf(unmapped.Header).CallOf(unmapped.Driver) is { } call) Progress.Of(call).Zap(in unmapped, call.Extent);
    }

    public void Take(in SecondaryFlushed flushed, MachineState state, Occurrences occurrences)
    {
        // The device has acknowledged it: which task has asked does not matter.
        var own = state.TaskOf(flushed.Header);
        foreach (var task in state.Tasks)
            if (task.CallOf(flushed.Driver) is { } call && (task == own || call.Entered.As<CallbackEntered>().Mm == flushed.Mm)) Progress.Of(call).Flush(in flushed, call.Extent);
    }

    public void Take(in CallbackReturned returned, MachineState state, Occurrences occurrences)
    {
        // What could not be done without sleeping will be asked for again. Who pins its pages may let go of them later.
        var driver = state.Driver(returned.Driver);
        var judged = Invalidates(driver, returned.Callback);
        if (returned.Result != 0 || judged == false) return;
        var task = state.TaskOf(returned.Header);
        var call = task.CallOf(returned.Driver);
        if (call is null || call.Callback != returned.Callback)
            occurrences.Raise(new InvalidationUnclear(returned, "the trace starts inside the callback"));
        else if (judged is null)
            occurrences.Raise(new InvalidationUnclear(returned, DriverState.Untold));
        else if (!MayMove(task, returned.Callback))
            Judge(in returned, call, driver, state, occurrences);
        else if (driver.Mappings.FirstIn(returned.Mm, returned.Extent, call.Entered.Header.Sequence) is not null)
            occurrences.Raise(new InvalidationUnclear(returned, "the trace does not tell who migrates the pages, and a driver may keep those that it moves itself"));
    }

    private static void Judge(in CallbackReturned returned, DriverCall call, DriverState driver, MachineState state, Occurrences occurrences)
    {
        ref readonly var progress = ref ProgressOf(call);
        var left = LeftEntries.Of(driver.Mappings, returned.Mm, returned.Extent, call.Entered.Header.Sequence);
        var (remains, entry) = RemainsOf(in progress, in left, in returned, state);
        if (remains is Remains.Edge or Remains.Rest && MayShareHugePage(progress.BegunAt, in entry, state))
        {
            occurrences.Raise(new InvalidationUnclear(returned, "the trace does not show whether the entries that went and those that stayed lie over one huge page"));
            return;
        }

        // Of a driver that zaps nothing at all the trace shows no zap; how it treats the edges of a range is not to be seen there.
        if (remains == Remains.HugeInPart && !state.Observes(EventKind.SecondaryUnmapped)) return;
        var done = progress.HasZapped ? progress.Inside : progress.FirstFlush;
        if (remains == Remains.Nothing && IsOneTooMany(in progress, driver, in returned)) (remains, done) = (Remains.BeyondEdge, progress.Beyond);
        occurrences.Raise(new InvalidationReturned(returned, call, remains, entry, done));
    }

    // The order is the boundary between the rules: what was not even begun comes before how it was done.
    private static (Remains Remains, SecondaryMapped Entry) RemainsOf(
        in RangeProgress progress, in LeftEntries left, in CallbackReturned returned, MachineState state)
    {
        var entry = left.FirstWhole;
        if (left.Whole == 0) return left.InPart == 0 ? (Remains.Nothing, default) : (Remains.HugeInPart, left.FirstInPart);
        if (!progress.HasBegun(returned.Extent) || IsSecondEntry(in progress, in entry)) return (Remains.Everything, entry);
        if (ShareHugePage(progress.BegunAt, in entry, state)) return (Remains.RestOfHuge, entry);
        var extent = AddressRange.Of(entry.Address, PageSize.Of(entry.Level));
        var isEdge = left.Whole == 1 && (extent.Start == returned.Start || extent.End == returned.End)
            && (progress.Flushed.IsEmpty || returned.Extent.Length - progress.Flushed.Length <= extent.Length);
        return (isEdge ? Remains.Edge : Remains.Rest, entry);
    }

    // Null if the trace has not told how the driver is built.
    private static bool? Invalidates(DriverState driver, CallbackKind callback)
    {
        // A driver that hears of the start has zapped there. Its invalidate_range, as KVM had one until 6.5, is for something else, and may come when the
        // range has ended and is mapped again.
        const DriverTraits ByRange = DriverTraits.RangeStart | DriverTraits.PinsPages;
        var hasLeave = callback switch
        {
            CallbackKind.RangeStart or CallbackKind.InvalidatePage or CallbackKind.InvalidateHugepage => driver.Has(DriverTraits.PinsPages),
            CallbackKind.InvalidateRange => driver.Has(ByRange),
            _ => true,
        };
        return !hasLeave;
    }

    // A driver that migrates pages to its own device may keep what it moves itself, and the trace does not tell who migrates.
    private static bool MayMove(TaskState task, CallbackKind callback) =>
        callback == CallbackKind.RangeStart && task.Brackets is [.., { Entered.Header.Kind: EventKind.RangeStartEntered } innermost]
        && innermost.Entered.As<RangeStartEntered>().Event is NotifierEvent.Migrate or NotifierEvent.Exclusive;

    // Two entries of one address: the driver has another table besides, and has not looked there.
    private static bool IsSecondEntry(in RangeProgress progress, in SecondaryMapped entry) =>
        progress.HasZapped && progress.Inside.As<SecondaryUnmapped>() is var zap
        && AddressRange.Of(zap.Address, PageSize.Of(zap.Level)).Contains(entry.Address);

    // A driver with small entries over a huge page of the CPU has to drop all of them, or none.
    private static bool ShareHugePage(VirtualAddress begun, in SecondaryMapped entry, MachineState state)
    {
        ref readonly var record = ref state.Mm(entry.Mm).Pages.Find(entry.Address);
        return record.IsKnown && record.Store.Level == TableLevel.Pmd && (record.Store.New.IsHuge || record.Store.Old.IsHuge)
            && record.Store.Extent.Contains(entry.Address) && record.Store.Extent.Contains(begun);
    }

    // The page may have become huge while events were lost.
    private static bool MayShareHugePage(VirtualAddress begun, in SecondaryMapped entry, MachineState state) =>
        state.IsTorn && !state.Mm(entry.Mm).Pages.Find(entry.Address).IsKnown && begun.Value / PageSize.Pmd == entry.Address.Value / PageSize.Pmd;

    // A cache may drop what it likes, and a driver may drop a whole object: only the one page next door, with others spared, tells of a wrong test.
    private static bool IsOneTooMany(in RangeProgress progress, DriverState driver, in CallbackReturned returned)
    {
        if (progress.BeyondCount != 1 || (driver.Traits & DriverTraits.Counts) == 0) return false;
        ref readonly var beyond = ref progress.Beyond.As<SecondaryUnmapped>();
        var extent = AddressRange.Of(beyond.Address, PageSize.Of(beyond.Level));
        return (extent.Start == returned.End || extent.End == returned.Start) && driver.Mappings.FirstIn(returned.Mm, AddressRange.Everything) is not null;
    }
}
