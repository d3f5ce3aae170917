using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

// TLB flushes, and the tables that wait for one.
internal sealed partial class MachineReplay
{
    private void Flush(TaskState task, in TlbFlushed flush)
    {
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

    private void Detach(in VmEvent e)
    {
        var id = e.As<TableDetached>().Table;
        var table = state.Table(id);
        if (table.Detached.Header.Kind == EventKind.None) state.DetachedTables.Add(id);
        table.Detach(in e);
    }

    private void Publish(in TablePublished published)
    {
        var table = state.Table(published.Table);
        ForgetDetached(table, published.Table);
        table.Reach = TableReach.Published;
    }

    private void FreeTable(in TableFreed freed)
    {
        var table = state.Table(freed.Table);
        ForgetDetached(table, freed.Table);
        table.Forget();
    }

    private void ForgetDetached(TableState table, TableId id)
    {
        if (table.Detached.Header.Kind == EventKind.None) return;
        state.DetachedTables.Remove(id);
        table.Detach(default);
    }
}
