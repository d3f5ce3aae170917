using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Semantics;

/// <summary>Makes the events of TLB flushes and gathers.</summary>
internal sealed class TlbProbes(TraceNames names, EventBatch batch, EntryProbes entries)
{
    public void Flushed(ProbeHit hit) =>
        batch.Add(new TlbFlushed
        {
            Header = hit.Header, Mm = names.Mm(hit.Or(Field.Mm, 0), in hit.Header), Start = hit.Address(Field.Start), End = hit.Address(Field.End),
            Tables = hit.Or(Field.FreedTables, 0) != 0,
        });

    /// <summary>What was put off for a batch is flushed: of whichever address space.</summary>
    public void BatchFlushed(ProbeHit hit) =>
        batch.Add(new TlbFlushed { Header = hit.Header, Start = new VirtualAddress(0), End = VirtualAddress.Unknown });

    public void GatherBegan(ProbeHit hit, TaskReading task)
    {
        var gather = task.Gather = new OpenGather(hit.Or(Field.Tlb, 0)) { Mm = names.Mm(hit.Or(Field.Mm, 0), in hit.Header) };
        batch.Add(new GatherBegan { Header = hit.Header, Mm = gather.Mm, Start = gather.Start, End = gather.End });
    }

    public static void GatherFlushed(ProbeHit hit, TaskReading task) => Of(hit, task).IsFlushing = true;

    public void GatherFinished(ProbeHit hit, TaskReading task)
    {
        var gather = Of(hit, task);
        gather.IsFlushing = true;
        gather.IsFinishing = true;
        gather.Mm = names.Mm(hit.Or(Field.Mm, 0), in hit.Header);
        gather.Start = hit.Address(Field.Start);
        gather.End = hit.Address(Field.End);
    }

    /// <summary>A page-table page waits in the gather: it is freed when the gather has finished.</summary>
    public void TableQueued(ProbeHit hit, TaskReading task)
    {
        if (entries.TableOfPage(hit) is { } table) Of(hit, task).Tables.Add(table);
    }

    /// <summary>The line shows that the task is past its flush, and past tlb_finish_mmu if it was in it.</summary>
    public void IsPast(ProbeHit hit, TaskReading task)
    {
        if (task.Gather is not { IsFlushing: true } gather) return;
        gather.IsFlushing = false;
        if (!gather.IsFinishing) return;
        task.Gather = null;
        foreach (var table in gather.Tables) entries.Free(table, in hit.Header);
        batch.Add(new GatherFinished { Header = hit.Header, Mm = gather.Mm, Start = gather.Start, End = gather.End });
    }

    // The gather of a whole address space begins in a function of its own, which not every trace probes.
    private static OpenGather Of(ProbeHit hit, TaskReading task)
    {
        var pointer = hit.Or(Field.Tlb, 0);
        return task.Gather is { } open && open.Pointer == pointer ? open : task.Gather = new OpenGather(pointer);
    }
}
