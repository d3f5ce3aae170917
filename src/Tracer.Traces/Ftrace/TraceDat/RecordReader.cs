using System.Buffers.Binary;
using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Ftrace.Semantics;
using Tracer.Traces.Ftrace.Text;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>Reads the records of a trace.dat into probe hits.</summary>
internal sealed class RecordReader(DatHead head, KernelTranslator translator, RecordPlans plans, TraceNames names, EventBatch batch, GapList gaps, UnreadTally unread)
{
    private const int MostSteps = 64;

    private readonly ProbeHit hit = new();
    private readonly Dictionary<ulong, FunctionId> sites = [];
    private readonly HashSet<int> losers = [];
    private long refused;
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
            gaps.Lose(cpu.Cpu, cpu.LostBefore, Number + 1, GapCause.Told);
            return true;
        }

        Number++;
        if (cpu.LostBefore != 0) gaps.Forget(cpu.Cpu, cpu.LostBefore, Number);
        Read(cpu.Record, cpu);
        if (batch.Refused != refused) LoseRefused(cpu.Cpu);
        return true;
    }

    /// <summary>At the end: how many records CPUs counted as lost of which no page told.</summary>
    public long NoteStatistics()
    {
        var unplaced = 0L;
        if (!head.Buffer.IsOwn) return unplaced;
        foreach (var counted in head.Contents.Statistics)
        {
            if (counted.Overrun > 0 && !losers.Contains(counted.Cpu)) unplaced += Gap.Credible(counted.Overrun) ?? 1;
            if (counted.Dropped > 0) gaps.Lose(counted.Cpu, counted.Dropped, Number + 1, GapCause.Told);
        }

        return unplaced;
    }

    // A number that no kernel writes was left out: what the record tells is not known, and so what it changes is not.
    private void LoseRefused(int cpu)
    {
        gaps.Lose(cpu, batch.Refused - refused, Number, GapCause.Damaged);
        refused = batch.Refused;
    }

    private void Read(ReadOnlySpan<byte> record, CpuCursor cpu)
    {
        if (record.Length < common.Length)
        {
            gaps.Lose(cpu.Cpu, 1, Number, GapCause.Damaged);
            return;
        }

        var pid = BinaryPrimitives.ReadInt32LittleEndian(record[common.Pid..]);
        ref var header = ref hit.Header;
        header = new EventHeader { Sequence = LineSequence.First(Number), TimestampNs = head.Contents.Clock.TimeOf(cpu.Time), Task = new TaskId(pid), Cpu = (short)cpu.Cpu };
        RecordContext.Read(record[common.Flags], record[common.Preempt], head.IsRealtime, ref header);
        var plan = plans.Of(BinaryPrimitives.ReadUInt16LittleEndian(record[common.Type..]), in header);
        if (plan.Stack is { } stack && pid >= 0)
        {
            translator.Stack(StackOf(record, stack), in header, head.Comms.Of(pid));
            return;
        }

        if (plan.Row is not { } row)
        {
            translator.Pass(in header);
            if (plan.UnknownName is { } name) unread.Add(name, UnreadReason.UnknownName);
            return;
        }

        if (record.Length < plan.Length || pid < 0)
        {
            gaps.Lose(cpu.Cpu, 1, Number, GapCause.Damaged);
            return;
        }

        if (plan.CountsProbe && head.CountsFprobes) header.PreemptDepth = EventHeader.UnknownDepth;
        if (row.Body == BodyForm.Slots)
        {
            var rest = plan.Text is { } marker ? RecordBody.Text(record, marker) : default;
            var words = Marker.Words(rest);
            while (TracepointBodies.Slot(ref rest, row, hit)) translator.Accept(hit, head.Comms.Of(pid));
            translator.Note(NoteKind.Marker, words, in hit.Header, head.Comms.Of(pid));
            return;
        }

        if (!RecordBody.Read(record, plan, row, hit)) return;
        if (translator.Contradicts(hit)) gaps.Lose(-1, -1, Number, GapCause.Contradicted);
        hit.Site = plan.Site is { } site ? FunctionAt(site.Read(record), in header) : plan.Function;
        if (translator.Accept(hit, head.Comms.Of(pid))) gaps.Follow();
        else gaps.Lose(cpu.Cpu, 1, Number, GapCause.Damaged);
    }

    // Unused places behind the outermost are 0, or all ones.
    private string StackOf(ReadOnlySpan<byte> record, int offset)
    {
        var steps = new List<string>();
        for (; offset + sizeof(ulong) <= record.Length && steps.Count < MostSteps; offset += sizeof(ulong))
        {
            var address = BinaryPrimitives.ReadUInt64LittleEndian(record[offset..]);
            if (address is 0 or ulong.MaxValue) break;
            var name = head.Symbols.NameOf(address, out _);
            steps.Add(name.IsEmpty ? $"0x{address:x}" : System.Text.Encoding.UTF8.GetString(name));
        }

        return string.Join(Noted.CalledFrom, steps);
    }

    private FunctionId FunctionAt(ulong address, in EventHeader header)
    {
        if (sites.TryGetValue(address, out var known)) return known;
        var name = head.Symbols.NameOf(address, out var module);
        return sites[address] = names.Function(name, module, in header);
    }
}
