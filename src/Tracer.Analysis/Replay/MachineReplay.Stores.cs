using System.Runtime.CompilerServices;
using Tracer.Analysis.Eras;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

internal sealed partial class MachineReplay
{
    /// <summary>Cleared entries that may still be put back; kernels put one back before they clear the next.</summary>
    private const int PendingKept = 8;

    private void Store(TaskState task, in PteChanged change)
    {
        if (!change.New.IsNone) state.SeeStore();
        state.Mm(change.Mm).LastStore = change.Header.Sequence;
        var kind = change.Classify();
        if (change.Address.IsKnown)
        {
            var mm = state.Mm(change.Mm);
            if (kind == ChangeClass.Establish) NoteRemap(mm, in change);
            if (kind == ChangeClass.Teardown && !state.IsRmapPath(change.Header)) mm.LastTeardown = VmEvent.Of(change);
            if (state.IsExact)
            {
                mm.Pages.Store(in change, PlaceOf(change.Header) == KernelPlace.Zap);
                NoteTeardown(mm, in change, kind);
            }
        }

        AddToSection(task, in change, kind);
        if (IsSecondHalf(task, in change)) return;
        if (kind.NeedsNotification() && state.Table(change.Table).Reach != TableReach.Private) Place(task, in change, kind);
    }

    private void AddToSection(TaskState task, in PteChanged change, ChangeClass kind)
    {
        if (task.InnermostSection is not { } section) return;
        var table = state.Table(change.Table);
        foreach (ref readonly var held in task.Locks)
        {
            if (held.Section is not { } own || change.Table.Value == 0 || held.Lock != table.Lock) continue;
            section = own;

            // Whoever takes a table's own lock to change it expects others there.
            if (table.Reach == TableReach.Unknown) table.Reach = TableReach.Published;
        }

        ref var record = ref section.Find(change.Table, change.Index);
        if (!Unsafe.IsNullRef(ref record))
        {
            record.Now = change.New;
            if (record.Bracket is { } around && change.New == record.First.Old) around.PutBack = VmEvent.Of(change);
        }
        else if (kind.NeedsNotification())
        {
            var around = task.BracketAround(change.Mm, change.Extent);
            section.Add(in change, around);
            if (around is not null) around.PutBack = default;
        }
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
            else if (!IsToldUnderLock) SettleChanges(task);
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
            AwaitInvalidation(task, in change);
            return;
        }

        var pending = new PendingChange(change, placement, bracket, task.Snapshot());
        if (change.Operation is not (PteOperation.Clear or PteOperation.ModifyStart) && !IsToldUnderLock)
        {
            Settle(in pending, kind);
            return;
        }

        task.PendingChanges.Add(pending);
        if (task.PendingChanges.Count > PendingKept) SettleChanges(task);
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
        (state.Eras & (PlaceOf(change.Header) == KernelPlace.Dax ? Era.WithDaxBrackets : Era.WithRmapBrackets)) == 0 && state.IsRmapPath(change.Header);

    // Until 3.6 copy-on-write, KSM and what was proposed for huge pages told drivers by change_pte, invalidate_page or invalidate_hugepage alone,
    // before they dropped the lock.
    private bool IsToldUnderLock => (state.Eras & ~(Era.E0 | Era.E1)) == 0;

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

    private void AwaitInvalidation(TaskState task, in PteChanged change)
    {
        var awaiting = spareRmapChanges.TryPop(out var spare) ? spare : new RmapChange();
        awaiting.Begin(in change);
        task.RmapChanges.Add(awaiting);
        state.Mm(change.Mm).Awaiting.Add(awaiting);
    }

    private static void NoteRemap(MmState mm, in PteChanged change)
    {
        foreach (var awaiting in mm.Awaiting)
        {
            if (awaiting.Released.Header.Kind == EventKind.None || awaiting.Remapped.Header.Kind != EventKind.None) continue;
            if (awaiting.Store.Header.Task != change.Header.Task && awaiting.Store.Extent.Contains(change.Address)) awaiting.Remapped = VmEvent.Of(change);
        }
    }

    private static bool SettlesChanges(in VmEvent e) => e.Header.Kind switch
    {
        EventKind.RangeStartEntered or EventKind.RangeEndEntered or EventKind.RangeInvalidated or EventKind.PageInvalidated => true,
        EventKind.OperationBegan or EventKind.OperationEnded or EventKind.TaskExited => true,
        EventKind.LockReleased => e.As<LockReleased>().Class is LockClass.PageTable or LockClass.MmPageTable,
        _ => false,
    };

    private void SettleChanges(TaskState task)
    {
        foreach (ref readonly var pending in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(task.PendingChanges))
            Settle(in pending, pending.Store.Classify());
        task.PendingChanges.Clear();
    }

    private void Settle(in PendingChange pending, ChangeClass kind)
    {
        if (pending.Placement is Placement.Outside) state.TaskOf(pending.Store.Header).UnbracketedChanges.Add(pending.Store);
        Rules.Raise(new ChangeSettled(pending.Store, kind, pending.Placement, pending.Bracket, pending.Context));
    }
}
