using System.Runtime.CompilerServices;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>Entries as they are stored and read: the page table as seen, and the sections under its locks.</summary>
internal sealed class StoreReplay(MachineState state, ChangeReplay changes)
{
    public void Store(TaskState task, in VmEvent e)
    {
        ref readonly var change = ref e.As<PteChanged>();
        if (!change.New.IsNone) state.SeeStore();
        state.Mm(change.Mm).LastStore = change.Header.Sequence;
        var kind = change.Classify();
        if (change.Address.IsKnown)
        {
            var mm = state.Mm(change.Mm);
            if (kind == ChangeClass.Establish) ChangeReplay.Remap(mm, in change);
            if (kind == ChangeClass.Teardown && !state.IsRmapPath(change.Header)) mm.LastTeardown = VmEvent.Of(change);
            if (state.IsExact)
            {
                mm.Pages.Store(in change, state.PlaceOf(change.Header) == KernelPlace.Zap);
                NoteTeardown(mm, in change, kind);
            }
        }

        AddToSection(task, in change, kind);
        changes.Store(task, in change, kind);
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

    // Only where everything is shown: a kernel trace does not show every flush.
    private void NoteTeardown(MmState mm, in PteChanged change, ChangeClass kind)
    {
        if (kind == ChangeClass.Establish) state.Teardowns.Remove(in change, change.New.Pfn);
        if (kind is not (ChangeClass.Teardown or ChangeClass.Replace) || state.Table(change.Table).Reach == TableReach.Private) return;

        var holders = Holders.Cpus | state.HoldersOf(mm);
        foreach (var bracket in mm.OpenBrackets)
            if (bracket.Extent.Contains(change.Extent)) holders &= ~Holders.StartDrivers;
        state.Teardowns.Add(in change, holders);
    }
}
