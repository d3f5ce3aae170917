using System.Runtime.InteropServices;
using Tracer.Analysis.Eras;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>How changes lie to brackets, once it is clear that they stay.</summary>
internal sealed class ChangeReplay(MachineState state, Occurrences occurrences)
{
    /// <summary>Cleared entries that may still be put back; kernels put one back before they clear the next.</summary>
    private const int PendingKept = 8;

    private readonly Stack<RmapChange> spare = [];

    /// <summary>What the event shows of the changes before it.</summary>
    public void Settle(TaskState task, in VmEvent next)
    {
        if (task.PendingChanges.Count == 0) return;
        if (RmapPaths.TellUnderLock(state.Eras)) ForgetTold(task, in next);
        if (task.PendingChanges.Count > 0 && Settles(in next)) Settle(task);
    }

    /// <summary>The trace is over: what is still open stays unjudged, such as an entry that the section may still put back.</summary>
    public void Finish(TaskState task)
    {
        if (task.PendingChanges.Count > 0 && task.PageTableLock is null) Settle(task);
    }

    public void Store(TaskState task, in PteChanged change, ChangeClass kind)
    {
        if (IsSecondHalf(task, in change)) return;
        if (kind.NeedsNotification() && state.Table(change.Table).Reach != TableReach.Private) Place(task, in change, kind);
    }

    public void InvalidatePage(TaskState task, in VmEvent e)
    {
        ref readonly var page = ref e.As<PageInvalidated>();
        for (var i = task.RmapChanges.Count - 1; i >= 0; i--)
        {
            var change = task.RmapChanges[i];
            if (change.Store.Mm != page.Mm || !change.Store.Extent.Overlaps(page.Extent)) continue;
            if (change.PagesInvalidated == 0) change.FirstInvalidation = e;
            change.PagesInvalidated += (int)(page.Extent.Length / PageSize.Small);
            if (change.PagesInvalidated < change.Pages) continue;
            Close(change);
            task.RmapChanges.RemoveAt(i);
        }
    }

    public void EndOperation(TaskState task)
    {
        foreach (var change in task.RmapChanges) Close(change);
        task.RmapChanges.Clear();
        task.UnbracketedChanges.Clear();
    }

    public static void Remap(MmState mm, in PteChanged change)
    {
        foreach (var awaiting in mm.Awaiting)
        {
            if (awaiting.Released.Header.Kind == EventKind.None || awaiting.Remapped.Header.Kind != EventKind.None) continue;
            if (awaiting.Store.Header.Task != change.Header.Task && awaiting.Store.Extent.Contains(change.Address)) awaiting.Remapped = VmEvent.Of(change);
        }
    }

    public void Recycle(TaskState task)
    {
        foreach (var change in task.RmapChanges) spare.Push(change);
    }

    // Cleared and stored again under the same lock: what counts is the two together. MADV_COLD of 6.1 puts the entry back aged, a NUMA fault
    // gives its access back, and nobody need be told of either.
    private bool IsSecondHalf(TaskState task, in PteChanged change)
    {
        for (var i = task.PendingChanges.Count - 1; i >= 0; i--)
        {
            var first = task.PendingChanges[i].Store;
            if (first.Table != change.Table || first.Index != change.Index) continue;
            var harmless = !(change with { Old = first.Old }).Classify().NeedsNotification();
            if (harmless) task.PendingChanges.RemoveAt(i);
            else if (!RmapPaths.TellUnderLock(state.Eras)) Settle(task);
            return true;
        }

        return false;
    }

    private void Place(TaskState task, in PteChanged change, ChangeClass kind)
    {
        if (change.Mm.Value == 0)
        {
            if (state.WatchesAny) Settle(new PendingChange(change, Placement.Unknown, null, TaskContext.Empty), kind);
            return;
        }

        if (!state.Watches(change.Mm) || state.Mm(change.Mm).IsReleased || IsReapedUnwatched(task, in change)) return;
        var (placement, bracket) = PlacementOf(task, in change);
        foreach (var open in task.Brackets)
            if (open.IsOpen && open.Mm == change.Mm && change.Address.IsKnown && open.Extent.Overlaps(change.Extent)) open.AddChange(change.Extent);
        if (placement is Placement.Inside or Placement.InsideByBracketOnly)
        {
            Settle(new PendingChange(change, placement, bracket, TaskContext.Empty), kind);
            return;
        }

        if (IsRmapWithoutBrackets(in change))
        {
            Await(task, in change);
            return;
        }

        var pending = new PendingChange(change, placement, bracket, task.Snapshot());
        if (change.Operation is not (PteOperation.Clear or PteOperation.ModifyStart) && !RmapPaths.TellUnderLock(state.Eras))
        {
            Settle(in pending, kind);
            return;
        }

        task.PendingChanges.Add(pending);
        if (task.PendingChanges.Count > PendingKept) Settle(task);
    }

    private static (Placement Placement, Bracket? Bracket) PlacementOf(TaskState task, in PteChanged change)
    {
        if (change.Address.IsKnown && task.BracketAround(change.Mm, change.Extent) is { } around) return (Placement.Inside, around);
        if (task.BracketOn(change.Mm) is { } open) return (change.Address.IsKnown ? Placement.NotCovered : Placement.InsideByBracketOnly, open);
        if (!task.BracketsKnown) return (Placement.Unknown, null);
        return change.Address.IsKnown && task.EndedTooEarlyFor(change.Mm, change.Extent) is { } early ? (Placement.AfterEnd, early) : (Placement.Outside, null);
    }

    // Until 4.13 the reverse-map paths told drivers of each page by invalidate_page alone.
    private bool IsRmapWithoutBrackets(in PteChanged change) =>
        (state.Eras & (state.PlaceOf(change.Header) == KernelPlace.Dax ? Era.WithDaxBrackets : Era.WithRmapBrackets)) == 0 && state.IsRmapPath(change.Header);

    // Nobody is there who would have to be told.
    private bool IsReapedUnwatched(TaskState task, in PteChanged change) => state.Places.IsReaping(task.Operation) && state.Mm(change.Mm).Drivers.Count == 0;

    private static void ForgetTold(TaskState task, in VmEvent e)
    {
        var (mm, told) = e.Header.Kind switch
        {
            EventKind.PageInvalidated => (e.As<PageInvalidated>().Mm, e.As<PageInvalidated>().Extent),
            EventKind.PteChangeNotified => (e.As<PteChangeNotified>().Mm, AddressRange.Of(e.As<PteChangeNotified>().Address, PageSize.Small)),
            _ => default,
        };
        for (var i = task.PendingChanges.Count - 1; i >= 0; i--)
            if (task.PendingChanges[i].Store.Mm == mm && told.Contains(task.PendingChanges[i].Store.Extent)) task.PendingChanges.RemoveAt(i);
    }

    private void Await(TaskState task, in PteChanged change)
    {
        var awaiting = spare.TryPop(out var known) ? known : new RmapChange();
        awaiting.Begin(in change);
        task.RmapChanges.Add(awaiting);
        state.Mm(change.Mm).Awaiting.Add(awaiting);
    }

    private static bool Settles(in VmEvent e) => e.Header.Kind switch
    {
        EventKind.RangeStartEntered or EventKind.RangeEndEntered or EventKind.RangeInvalidated or EventKind.PageInvalidated => true,
        EventKind.OperationBegan or EventKind.OperationEnded or EventKind.TaskExited => true,
        EventKind.LockReleased => e.As<LockReleased>().Class is LockClass.PageTable or LockClass.MmPageTable,
        _ => false,
    };

    private void Settle(TaskState task)
    {
        foreach (ref readonly var pending in CollectionsMarshal.AsSpan(task.PendingChanges)) Settle(in pending, pending.Store.Classify());
        task.PendingChanges.Clear();
    }

    private void Settle(in PendingChange pending, ChangeClass kind)
    {
        if (pending.Placement is Placement.Outside) state.TaskOf(pending.Store.Header).UnbracketedChanges.Add(pending.Store);
        occurrences.Raise(new ChangeSettled(pending.Store, kind, pending.Placement, pending.Bracket, pending.Context));
    }

    private void Close(RmapChange change)
    {
        occurrences.Raise(new RmapChangeClosed(change));
        state.Mm(change.Store.Mm).Awaiting.Remove(change);
        spare.Push(change);
    }
}
