using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>Page-table pages in their lives, and the TLB flushes that changes of their entries wait for.</summary>
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

    public void Publish(TaskState task, in VmEvent e) => state.Table(e.As<TablePublished>().Table).Reach = TableReach.Published;

    public void Detach(TaskState task, in VmEvent e) => state.Table(e.As<TableDetached>().Table).Reach = TableReach.Private;

    public void Free(TaskState task, in VmEvent e) => state.Table(e.As<TableFreed>().Table).Forget();

    public static void Flush(TaskState task, in VmEvent e)
    {
        ref readonly var flush = ref e.As<TlbFlushed>();
        if (flush.Scope == FlushScope.Local) return;
        foreach (ref readonly var held in task.Locks) held.Section?.Add(in flush);
        if (flush.Deferred) return;
        foreach (var bracket in task.Brackets) bracket.RemoveFlushed(in flush);
        foreach (var bracket in task.EndedBrackets) bracket.RemoveFlushed(in flush);
    }
}
