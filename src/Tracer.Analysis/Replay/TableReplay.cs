using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>Page-table pages in their lives, the TLB flushes that some wait for, and the regions they serve.</summary>
internal sealed class TableReplay(MachineState state)
{
    public void Observe(TaskState task, in VmEvent e)
    {
        ref readonly var table = ref e.As<TableObserved>();
        var known = state.Table(table.Table);

        // Where everything is shown, a table is made before it is published; elsewhere it is heard of because somebody used it.
        if (state.IsExact && known.Reach == TableReach.Unknown) known.Reach = TableReach.Private;
        if (table.Lock.Value != 0) known.Lock = table.Lock;
    }

    public void Publish(TaskState task, in VmEvent e)
    {
        var id = e.As<TablePublished>().Table;
        var table = state.Table(id);
        ForgetDetached(table, id);
        table.Reach = TableReach.Published;
    }

    public void Detach(TaskState task, in VmEvent e)
    {
        var id = e.As<TableDetached>().Table;
        var table = state.Table(id);
        if (table.Detached.Header.Kind == EventKind.None) state.DetachedTables.Add(id);
        table.Detach(in e);
    }

    public void Free(TaskState task, in VmEvent e)
    {
        var id = e.As<TableFreed>().Table;
        var table = state.Table(id);
        ForgetDetached(table, id);
        table.Forget();
    }

    public void Flush(TaskState task, in VmEvent e)
    {
        ref readonly var flush = ref e.As<TlbFlushed>();
        if (flush.Scope == FlushScope.Local) return;
        foreach (ref readonly var held in task.Locks) held.Section?.Add(in flush);
        if (flush.Deferred) return;
        state.Teardowns.LetGo(flush.Mm, flush.Extent, Holders.Cpus);
        foreach (var bracket in task.Brackets) bracket.RemoveFlushed(in flush);
        foreach (var bracket in task.EndedBrackets) bracket.RemoveFlushed(in flush);
        if (!flush.Tables) return;
        foreach (var id in state.DetachedTables)
        {
            var table = state.Table(id);
            if (table.Mm == flush.Mm && flush.Extent.Overlaps(table.Extent)) table.IsFlushed = true;

            // A gather is of one address space: the kernel trace's reader has taken the table for another's.
            else if (table.Mm != flush.Mm && table.Detached.Header.Task == flush.Header.Task && !state.IsExact) table.ForgetPlace();
        }
    }

    public void ChangeRegion(TaskState task, in VmEvent e)
    {
        ref readonly var changed = ref e.As<VmaChanged>();
        state.Mm(changed.Mm).Regions.Change(in changed);
    }

    private void ForgetDetached(TableState table, TableId id)
    {
        if (table.Detached.Header.Kind == EventKind.None) return;
        state.DetachedTables.Remove(id);
        table.Detach(default);
    }
}
