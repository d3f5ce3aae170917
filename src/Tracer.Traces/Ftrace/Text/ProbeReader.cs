using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Ftrace.Semantics;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>Reads lines of a text trace into probe hits.</summary>
internal sealed class ProbeReader(TextBeginning form, KernelTranslator translator, TextPlans plans, TraceNames names, EventBatch batch, UnreadTally unread)
{
    private long refused;
    private readonly List<Gap> gaps = [];
    private readonly ProbeHit hit = new();

    public IReadOnlyList<Gap> Gaps => gaps;

    /// <summary>Reads a line; <paramref name="number"/> is its place in the file, counted from 1.</summary>
    public void Read(ReadOnlySpan<byte> line, long number)
    {
        if (line.IsEmpty) return;
        if (!LineHead.TryParse(line, out var head)) Note(line, number);
        else if (!head.Name.IsEmpty) ReadEvent(in head, number);
        if (batch.Refused != refused) LoseRefused(head.Cpu, number);
    }

    // A number that no kernel prints: what the line tells is not known, and so what it changes is not.
    private void LoseRefused(int cpu, long number)
    {
        var count = batch.Refused - refused;
        refused = batch.Refused;
        Lose(cpu, count, number);
    }

    private void ReadEvent(in LineHead head, long number)
    {
        hit.Header = new EventHeader { Sequence = LineSequence.First(number), TimestampNs = head.TimestampNs, Task = new TaskId(head.Pid), Cpu = head.Cpu };
        LatencyColumns.Read(head.Flags, form.IsRealtime, ref hit.Header);
        var plan = plans.Of(head.Name, in hit.Header);
        if (plan.Row is null && plan.WithField is null)
        {
            if (plan.UnknownName is { } name && BodyReader.IsProbes(head.Body)) unread.Add(name, UnreadReason.UnknownName);
            return;
        }

        // What the probe itself adds differs from function to function; the kernel's own events have none.
        if (form.CountsFprobes && plan.Row is not ({ IsTracepoint: true } or { Body: not BodyForm.KeyValues })) hit.Header.PreemptDepth = EventHeader.UnknownDepth;

        // trace-cmd prints the trap of an int3 probe as a hardirq; only stores are probed by int3.
        if (form.IsReport && plan.Row?.Meaning == ProbeMeaning.EntryStored && (hit.Header.Context & ContextFlags.HardIrq) != 0) LatencyColumns.IsTrap(ref hit.Header);
        if (plan.Row is { Body: BodyForm.Slots } slots)
        {
            for (var rest = head.Body; BodyReader.ReadSlot(ref rest, slots, hit);) translator.Accept(hit, head.Comm);
            return;
        }

        if (BodyReader.Read(head.Body, plan, hit, names)) translator.Accept(hit, head.Comm);
    }

    // Lines without a head: the header, stack traces, and the markers of lost events.
    private void Note(ReadOnlySpan<byte> line, long number)
    {
        if (line.StartsWith("# entries-in-buffer/entries-written: "u8)) NoteOverrun(line, number);
        else if (line.StartsWith("CPU:"u8) && (line.IndexOf("LOST"u8) >= 0 || line.IndexOf("DROPPED"u8) >= 0)) NoteMarker(line, number);
    }

    // `# entries-in-buffer/entries-written: 1755/8648   #P:2`
    private void NoteOverrun(ReadOnlySpan<byte> line, long number)
    {
        var text = new TextCursor(line, "# entries-in-buffer/entries-written: ".Length);
        if (!text.TryDecimal(out var kept) || !text.Skip((byte)'/') || !text.TryDecimal(out var written) || kept >= written) return;
        Lose(-1, Saturated(written - kept), number);
    }

    // `CPU:0 [LOST 445 EVENTS]`, `CPU:0 [6893 EVENTS DROPPED]`, `CPU:1 [EVENTS DROPPED]`
    private void NoteMarker(ReadOnlySpan<byte> line, long number)
    {
        var text = new TextCursor(line, "CPU:".Length);
        var cpu = text.TryDecimal(out var value) && value <= (ulong)short.MaxValue ? (int)value : -1;
        while (!text.IsAtEnd && !TextCursor.IsDecimal(text.Peek)) text.Skip(text.Peek);
        Lose(cpu, text.TryDecimal(out var count) ? Saturated(count) : -1, number);
    }

    private static long Saturated(ulong count) => (long)Math.Min(count, long.MaxValue);

    private void Lose(int cpu, long count, long number)
    {
        var credible = Gap.Credible(count);
        gaps.Add(new Gap(LineSequence.First(number - 1), cpu < 0 ? null : cpu, credible));
        translator.Lost(cpu, credible ?? -1, new EventHeader { Sequence = LineSequence.First(number), Cpu = (short)cpu, PreemptDepth = EventHeader.UnknownDepth });
    }
}
