using System.Buffers.Binary;
using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Ftrace.Semantics;
using Tracer.Traces.Ftrace.Text;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>Reads the records of a trace.dat into probe hits.</summary>
internal sealed class RecordReader(DatHead head, KernelTranslator translator, RecordPlans plans, TraceNames names, Losses losses, UnreadTally unread)
{
    private readonly ProbeHit hit = new();
    private readonly Dictionary<ulong, FunctionId> sites = [];
    private readonly HashSet<int> losers = [];
    private readonly CommonFields common = head.Contents.Formats.Common;

    /// <summary>How many records were read.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next record, or the place where some were lost; false at the end.</summary>
    public bool Read(MergedRecords records)
    {
        var step = records.Next();
        if (step == Step.End) return false;
        var cpu = records.Current!;
        if (step == Step.Lost)
        {
            losers.Add(cpu.Cpu);
            losses.Lose(cpu.Cpu, cpu.LostBefore, Number + 1);
            return true;
        }

        Number++;
        if (cpu.LostBefore != 0) losses.Forget(cpu.Cpu, cpu.LostBefore, Number);
        Read(cpu.Record, cpu);
        losses.LoseRefused(cpu.Cpu, Number);
        return true;
    }

    /// <summary>At the end: what a CPU counted that none of its pages told.</summary>
    public void NoteStatistics()
    {
        foreach (var counted in head.Contents.Statistics)
        {
            if (counted.Overrun > 0 && !losers.Contains(counted.Cpu)) losses.LoseSomewhere(counted.Cpu, counted.Overrun);
            if (counted.Dropped > 0) losses.Lose(counted.Cpu, counted.Dropped, Number + 1);
        }
    }

    private void Read(ReadOnlySpan<byte> record, CpuCursor cpu)
    {
        if (record.Length < common.Length)
        {
            losses.Lose(cpu.Cpu, 1, Number);
            return;
        }

        var pid = BinaryPrimitives.ReadInt32LittleEndian(record[common.Pid..]);
        ref var header = ref hit.Header;
        header = new EventHeader { Sequence = LineSequence.First(Number), TimestampNs = unchecked(cpu.Time + head.Contents.TimeOffset), Task = new TaskId(pid), Cpu = (short)cpu.Cpu };
        RecordContext.Read(record[common.Flags], record[common.Preempt], head.IsRealtime, ref header);
        var plan = plans.Of(BinaryPrimitives.ReadUInt16LittleEndian(record[common.Type..]), in header);
        if (plan.Row is not { } row)
        {
            if (plan.UnknownName is { } name) unread.Add(name, UnreadReason.UnknownName);
            return;
        }

        if (record.Length < plan.Length || pid < 0)
        {
            losses.Lose(cpu.Cpu, 1, Number);
            return;
        }

        if (plan.CountsProbe && head.CountsFprobes) header.PreemptDepth = EventHeader.UnknownDepth;
        if (row.Body == BodyForm.Slots)
        {
            var rest = plan.Text is { } marker ? RecordBody.Text(record, marker) : default;
            while (BodyReader.ReadSlot(ref rest, row, hit)) translator.Accept(hit, head.Comms.Of(pid));
            return;
        }

        if (!RecordBody.Read(record, plan, row, hit)) return;
        hit.Site = plan.Site is { } site ? FunctionAt(site.Read(record), in header) : plan.Function;
        translator.Accept(hit, head.Comms.Of(pid));
    }

    private FunctionId FunctionAt(ulong address, in EventHeader header)
    {
        if (sites.TryGetValue(address, out var known)) return known;
        var name = head.Symbols.NameOf(address, out var module);
        return sites[address] = names.Function(name, module, in header);
    }
}
