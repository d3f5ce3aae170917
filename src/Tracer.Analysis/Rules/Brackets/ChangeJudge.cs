using Tracer.Analysis.Eras;
using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>Judges how changes lie to brackets, once it is clear that they stay.</summary>
public sealed class ChangeJudge : Judge, ITake<PteChanged>, ISettle
{
    private static readonly TaskSlot<PendingChanges> Pending = new(static pending => pending.Clear());

    public void Take(in PteChanged change, MachineState state, Occurrences occurrences)
    {
        var task = state.TaskOf(change.Header);
        var pending = Pending.Of(task);
        if (!pending.IsEmpty && IsSecondHalf(pending, in change, state, occurrences)) return;
        var kind = state.TakesTableAway(task, in change) ? ChangeClass.Teardown : change.Classify();
        if (kind.NeedsNotification() && state.Table(change.Table).Reach != TableReach.Private) Place(task, pending, in change, kind, state, occurrences);
    }

    public bool Settle(in VmEvent next, TaskState task, MachineState state, Occurrences occurrences)
    {
        var pending = Pending.Of(task);
        if (pending.IsEmpty) return false;
        if (RmapPaths.TellUnderLock(state.Eras)) ForgetTold(pending, in next);
        if (Settles(in next)) Settle(pending, occurrences);
        return !pending.IsEmpty;
    }

    /// <summary>What is still open stays unjudged, such as an entry that the section may still put back.</summary>
    public void Finish(TaskState task, MachineState state, Occurrences occurrences)
    {
        if (!task.HoldsTableLock) Settle(Pending.Of(task), occurrences);
    }

    // Cleared and stored again under the same lock: what counts is the two together. MADV_COLD of 6.1 puts the entry back aged, a NUMA fault
    // gives its access back, and nobody need be told of either.
    private static bool IsSecondHalf(PendingChanges pending, in PteChanged change, MachineState state, Occurrences occurrences)
    {
        var first = pending.IndexOf(change.Table, change.Index);
        if (first < 0) return false;
        var both = change with { Old = pending.All[first].Store.Old };
        var harmless = both.Old.IsLeafAt(both.Level) ? !both.Classify().NeedsNotification() : both.Old.Pfn == both.New.Pfn;
        if (harmless) pending.RemoveAt(first);
        else if (!RmapPaths.TellUnderLock(state.Eras)) Settle(pending, occurrences);
        return true;
    }

    private static void Place(TaskState task, PendingChanges pending, in PteChanged change, ChangeClass kind, MachineState state, Occurrences occurrences)
    {
        if (change.Mm.Value == 0)
        {
            if (state.WatchesAny) occurrences.Raise(new ChangeSettled(change, kind, Placement.Unknown, null, TaskContext.Empty));
            return;
        }

        if (!state.Watches(change.Mm) || state.Mm(change.Mm).IsReleased || IsReapedUnwatched(task, in change, state)) return;
        var (placement, bracket) = Placements.Of(task, in change);
        if (placement is Placement.Inside or Placement.InsideByBracketOnly)
        {
            occurrences.Raise(new ChangeSettled(change, kind, placement, bracket, TaskContext.Empty));
            return;
        }

        // N06 names a bracket that is for a part of a table.
        if (placement == Placement.NotCovered && change.CutsOffTable()) return;

        if ((state.Eras & ~Era.WithDaxBrackets) != 0 && !state.KnowsFunction(change.Header))
        {
            occurrences.Raise(new ChangeSettled(change, kind, Placement.Unknown, null, TaskContext.Empty));
            return;
        }

        if (IsRmapWithoutBrackets(in change, state))
        {
            occurrences.Raise(new ChangeToldByPage(change));
            return;
        }

        if (change.Operation is not (PteOperation.Clear or PteOperation.ModifyStart) && !RmapPaths.TellUnderLock(state.Eras))
        {
            occurrences.Raise(new ChangeSettled(change, kind, placement, bracket, task.Snapshot()));
            return;
        }

        pending.Add(new PendingChange(change, placement, bracket, task.Snapshot()));
        task.IsAwaited = true;
        if (pending.IsOverfull) Settle(pending, occurrences);
    }

    // Until 4.13 the reverse-map paths told drivers of each page by invalidate_page alone.
    private static bool IsRmapWithoutBrackets(in PteChanged change, MachineState state) =>
        (state.Eras & (state.PlaceOf(change.Header) == KernelPlace.Dax ? Era.WithDaxBrackets : Era.WithRmapBrackets)) == 0 && state.IsRmapPath(change.Header);

    // Nobody is there who would have to be told.
    private static bool IsReapedUnwatched(TaskState task, in PteChanged change, MachineState state) =>
        state.Places.IsReaping(task.Operation) && state.Mm(change.Mm).Drivers.Count == 0;

    private static void ForgetTold(PendingChanges pending, in VmEvent e)
    {
        if (e.Header.Kind == EventKind.PageInvalidated) pending.RemoveIn(e.As<PageInvalidated>().Mm, e.As<PageInvalidated>().Extent);
        else if (e.Header.Kind == EventKind.PteChangeNotified)
            pending.RemoveIn(e.As<PteChangeNotified>().Mm, AddressRange.Of(e.As<PteChangeNotified>().Address, PageSize.Small));
    }

    private static bool Settles(in VmEvent e) => e.Header.Kind switch
    {
        EventKind.RangeStartEntered or EventKind.RangeEndEntered or EventKind.RangeInvalidated or EventKind.PageInvalidated => true,
        EventKind.OperationBegan or EventKind.OperationEnded or EventKind.TaskExited => true,
        EventKind.LockReleased => e.As<LockReleased>().Class is LockClass.PageTable or LockClass.MmPageTable,
        _ => false,
    };

    private static void Settle(PendingChanges pending, Occurrences occurrences)
    {
        foreach (ref readonly var change in pending.All)
            occurrences.Raise(new ChangeSettled(change.Store, change.Store.Classify(), change.Placement, change.Bracket, change.Context));
        pending.Clear();
    }
}
