using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>Locks: who holds which, and what happened under a page-table lock until it is given back.</summary>
internal sealed class LockReplay(MachineState state, Occurrences occurrences, Spans spans, BracketReplay brackets)
{
    private readonly Stack<TableSection> spare = [];

    public void Acquire(TaskState task, in VmEvent e)
    {
        ref readonly var acquired = ref e.As<LockAcquired>();
        var isTableLock = acquired.Class is LockClass.PageTable or LockClass.MmPageTable;
        state.ShowsTableLocks |= isTableLock;
        if (acquired.Trylock && !acquired.Type.Sleeps()) state.ShowsTrylocks = true;
        if (acquired.Table.Value != 0)
        {
            var table = state.Table(acquired.Table);
            table.Lock = acquired.Lock;

            // Whoever takes a table's own lock expects others there; an exact trace tells when it is published.
            if (!state.IsExact && table.Reach == TableReach.Unknown) table.Reach = TableReach.Published;
        }

        if (acquired.Class is LockClass.Driver or LockClass.Device) state.Lock(acquired.Lock).Acquired = e;

        // mmap_lock does not nest: a downgrade shows as a second acquisition on a kernel trace.
        if (!state.IsExact && acquired.Class == LockClass.MmapLock && task.IndexOf(acquired.Lock) is >= 0 and var earlier)
        {
            spans.End(in task.Locks[earlier], in e, SpanEnd.Paired);
            task.RemoveLockAt(earlier);
        }

        var held = new Held(e, isTableLock ? spare.TryPop(out var section) ? section : new TableSection() : null);
        task.Acquire(in held);
    }

    public void Release(TaskState task, in VmEvent e)
    {
        ref readonly var released = ref e.As<LockReleased>();
        var index = task.IndexOf(released.Lock);
        if (index < 0)
        {
            if (!state.IsExact) spans.EndOfUnseen(released.Class is LockClass.PageTable or LockClass.MmPageTable ? SpanKind.PageTableLock : SpanKind.Lock, in e);
            return;
        }

        ref readonly var held = ref task.Locks[index];
        spans.End(in held, in e, SpanEnd.Paired);
        if (held.Section is { } section) EndSection(task, section, in held, in e);
        else if (held.ShieldsBrackets) brackets.GiveUpShielded(task, released.Lock, in e);
        task.RemoveLockAt(index);
    }

    /// <summary>
    /// A depth of zero proves that no spin lock is held, whatever the list says: the _irq and _bh forms and the runqueue lock are taken
    /// or given back out of sight. A line of an int3 probe proves nothing, and under PREEMPT_RT a spin lock does not count.
    /// </summary>
    public void DropDisprovedSpins(TaskState task, in VmEvent e)
    {
        ref readonly var header = ref e.Header;
        if (!header.HasDepth || header.PreemptDepth != 0 || (header.Context & (ContextFlags.Nmi | ContextFlags.Realtime)) != 0) return;
        task.TableLocksKnown = true;
        for (var i = task.Locks.Length - 1; i >= 0; i--)
            if (!task.Locks[i].Type.Sleeps()) Drop(task, i, in e);
    }

    /// <summary>In user mode a task holds no kernel lock. What a kernel trace still lists was given back out of sight.</summary>
    public void CrossUserMode(TaskState task, in VmEvent e)
    {
        if (state.IsExact) return;
        for (var i = task.Locks.Length - 1; i >= 0; i--) Drop(task, i, in e);
        task.TableLocksKnown |= state.ShowsTableLocks;
    }

    public void Recycle(TaskState task)
    {
        foreach (ref readonly var held in task.Locks)
            if (held.Section is { } section) Recycle(section);
    }

    private void Drop(TaskState task, int index, in VmEvent e)
    {
        spans.End(in task.Locks[index], in e, SpanEnd.Disproved);
        if (task.Locks[index].Section is { } section) Recycle(section);
        task.RemoveLockAt(index);
    }

    private void EndSection(TaskState task, TableSection section, in Held held, in VmEvent released)
    {
        occurrences.Raise(new SectionEnded(section, in held.Acquired, in released));
        foreach (ref var change in section.Changes)
            if (change.MayBeCached && !change.IsFlushDeferred && !task.MayGather) change.Bracket?.AddUnflushed(in change);
        Recycle(section);
    }

    private void Recycle(TableSection section)
    {
        section.Clear();
        spare.Push(section);
    }
}
