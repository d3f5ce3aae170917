using System.Runtime.CompilerServices;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>Entries as they are stored: the page table as seen, the sections under its locks, and the brackets around them.</summary>
internal sealed class StoreReplay(MachineState state)
{
    public void Store(TaskState task, in VmEvent e)
    {
        ref readonly var change = ref e.As<PteChanged>();
        if (!change.New.IsNone) state.SeeStore();
        state.SeeChanging(task);
        if (state.IsExact && change.Address.IsKnown) state.Mm(change.Mm).Pages.Store(in change, state.PlaceOf(change.Header) == KernelPlace.Zap, task.OperationBoundary);
        var kind = change.Classify();
        AddToSection(task, in change, kind);
        if (change.Address.IsKnown && (kind.NeedsNotification() || state.TakesTableAway(task, in change))) AddToBrackets(task, in change);
    }

    private void AddToSection(TaskState task, in PteChanged change, ChangeClass kind)
    {
        if (state.SectionOf(task, change.Table) is not { } section) return;
        var table = state.Table(change.Table);

        // Whoever takes a table's own lock to change it expects others there.
        if (table.Reach == TableReach.Unknown && change.Table.Value != 0 && task.Holds(table.Lock)) table.Reach = TableReach.Published;

        ref var record = ref section.Find(change.Table, change.Index);
        if (!Unsafe.IsNullRef(ref record)) record.Now = change.New;
        else if (kind.NeedsNotification()) section.Add(in change, task.BracketAround(change.Mm, change.Extent));
    }

    private void AddToBrackets(TaskState task, in PteChanged change)
    {
        foreach (var open in task.Brackets)
            if (open.IsOpen && open.Mm == change.Mm && open.Extent.Overlaps(change.Extent) && state.Table(change.Table).Reach != TableReach.Private)
                open.AddChange(change.Extent);
    }
}
