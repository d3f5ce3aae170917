using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

internal sealed partial class MachineReplay
{
    private void Acquire(TaskState task, in VmEvent e)
    {
        ref readonly var acquired = ref e.As<LockAcquired>();
        var isTableLock = acquired.Class is LockClass.PageTable or LockClass.MmPageTable;
        state.ShowsTableLocks |= isTableLock;
        state.ShowsRegionLocks |= acquired.Class is LockClass.MmapLock or LockClass.IMmap or LockClass.AnonVma;
        if (acquired.Table.Value != 0)
        {
            var table = state.Table(acquired.Table);
            table.Lock = acquired.Lock;
            table.LastLockEvent = e;

            // Whoever takes a table's own lock expects others there; an exact trace tells when it is published.
            if (!state.IsExact && table.Reach == TableReach.Unknown) table.Reach = TableReach.Published;
        }

        if (acquired.Class is LockClass.Driver or LockClass.Device) AcquireDriverLock(task, in e);

        // mmap_lock does not nest: a downgrade shows as a second acquisition.
        if (acquired.Class == LockClass.MmapLock && task.IndexOf(acquired.Lock) is >= 0 and var earlier) task.RemoveLockAt(earlier);
        var held = new Held(e, isTableLock ? spareSections.TryPop(out var spare) ? spare : new TableSection() : null);
        task.Acquire(in held);
        if (task.Callbacks.Length > 0) NoteGuard(task, in held);
    }

    private void Release(TaskState task, in VmEvent e)
    {
        ref readonly var released = ref e.As<LockReleased>();
        if (released.Table.Value != 0) state.Table(released.Table).LastLockEvent = e;
        if (released.Class is LockClass.Driver or LockClass.Device) state.Lock(released.Lock).Released = e;
        if (released.Class == LockClass.MmapLock && released.Mode == LockMode.Exclusive) state.Mm(released.Mm).Regions.Settle();
        var index = task.IndexOf(released.Lock);
        if (index < 0) return;

        ref readonly var held = ref task.Locks[index];
        if (held.Section is { } section) EndSection(task, section, in held, in e);
        else if (held.ShieldsBrackets) GiveUpShielded(task, released.Lock, in e);
        task.RemoveLockAt(index);
    }

    private void EndSection(TaskState task, TableSection section, in Held held, in VmEvent released)
    {
        Rules.Raise(new SectionEnded(section, held.Acquired, released));
        foreach (ref var change in section.Changes)
        {
            if (change.NeedsInvalidation && !change.IsInvalidated) change.Bracket?.AddUninvalidated(in change);
            if (change.MayBeCached && !change.IsFlushDeferred && task.Gather.Header.Kind == EventKind.None) change.Bracket?.AddUnflushed(in change);
        }

        foreach (var change in task.RmapChanges)
            if (change.Released.Header.Kind == EventKind.None) change.Released = released;
        Recycle(section);
    }

    // range_end belongs under the same mmap_lock or reverse-map lock as its start.
    private void GiveUpShielded(TaskState task, LockId shield, in VmEvent e)
    {
        for (var i = task.Brackets.Length - 1; i >= 0; i--)
            if (task.Brackets[i].IsShieldedBy(shield)) GiveUp(task, task.Brackets[i], in e);
    }
}
