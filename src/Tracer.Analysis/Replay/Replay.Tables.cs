using Tracer.Events;

namespace Tracer.Analysis;

// TLB flushes, and the tables that wait for one.
internal sealed partial class Replay
{
    private void Flush(TaskState task, in TlbFlushed flush)
    {
        if (flush.Scope == FlushScope.Local) return;
        foreach (ref readonly var held in task.Locks) held.Section?.Add(in flush);
        if (flush.Deferred) return;
        foreach (var bracket in task.Brackets) bracket.RemoveFlushed(in flush);
        foreach (var bracket in task.EndedBrackets) bracket.RemoveFlushed(in flush);
        if (!flush.Tables && state.IsExact) return;
        foreach (var id in state.Mm(flush.Mm).DetachedTables)
            if (state.Table(id) is var table && flush.Extent.Overlaps(table.Extent)) table.IsFlushed = true;
    }

    private void Detach(in VmEvent e)
    {
        ref readonly var detached = ref e.As<TableDetached>();
        var table = state.Table(detached.Table);
        table.Detach(in e);
        if (!state.Mm(detached.Mm).DetachedTables.Contains(detached.Table)) state.Mm(detached.Mm).DetachedTables.Add(detached.Table);
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
        state.Mm(table.Detached.As<TableDetached>().Mm).DetachedTables.Remove(id);
        table.Detach(default);
    }
}
