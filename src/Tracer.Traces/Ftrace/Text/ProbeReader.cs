using Tracer.Events.Sources;
using Tracer.Traces.Ftrace.Naming;
using Tracer.Traces.Ftrace.Probes;
using Tracer.Traces.Ftrace.Semantics;
using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>Reads lines of a text trace into probe hits, and accounts for each.</summary>
internal sealed class ProbeReader(TextForm form, KernelTranslator translator, TextPlans plans, TraceNames names, EventBatch batch, UnreadTally unread, LineOrder order)
{
    // A preface, a log between two traces, and functions drawn as a graph have none: what is longer is something else, of which a small packed file may hold any number of lines.
    private const int MostWithoutEvent = 10_000_000;

    private readonly ProbeHit hit = new();
    private readonly LineTally tally = new();
    private readonly StackSteps stack = new();
    private readonly GapList gaps = new(translator);
    private long refused;
    private int withoutEvent;
    private bool isHeaded;
    private bool isCut;
    private long promised;
    private long entries;

    public IReadOnlyList<Gap> Gaps => gaps.All;

    public LineCounts Counts => tally.Counts;

    /// <summary>In words what shows that the text breaks off; null if nothing does.</summary>
    public string? BrokenOff { get; private set; }

    /// <summary>Its header tells how many entries it has.</summary>
    public bool IsCounted { get; private set; }

    /// <summary>How many of the entries that the header promises have not come, nor are told to be lost.</summary>
    public long Unplaced => Math.Max(0, promised - entries);

    /// <summary>True of a line with which another trace begins.</summary>
    public bool IsNext(ReadOnlySpan<byte> line) => TextBoundary.Begins(line, isHeaded, hasEntries: entries > 0);

    /// <summary>Lines with nothing in them were passed over.</summary>
    public void Pass(int emptyLines) => tally.Unused += emptyLines;

    /// <summary>Reads the line that <paramref name="lines"/> have come to.</summary>
    /// <exception cref="TraceFormatException">So many lines are no trace's that nothing is to be found here.</exception>
    public void Read(ReadOnlySpan<byte> line, TextLines lines)
    {
        var isEvent = LineHead.TryParse(line, out var head);
        if (isEvent) EndStack();
        if (isEvent) ReadEvent(line, in head, lines);
        else ReadOther(line, lines);
        if (batch.Refused != refused) LoseRefused(head.Cpu, lines.Number);
    }

    /// <summary>The text is over, or another begins.</summary>
    public void Finish() => EndStack();

    private void EndStack()
    {
        if (!stack.IsOpen) return;
        var read = translator.Stack(stack.Take(), stack.Header, stack.Comm);
        if (read) tally.Header += stack.Lines;
        else tally.Unused += stack.Lines;
    }

    // A number that no kernel prints: what the line tells is not known, and so what it changes is not.
    private void LoseRefused(int cpu, long number)
    {
        var count = batch.Refused - refused;
        refused = batch.Refused;
        gaps.Lose(cpu, count, number, GapCause.Damaged);
    }

    private void ReadEvent(ReadOnlySpan<byte> line, in LineHead head, TextLines lines)
    {
        entries++;
        withoutEvent = 0;
        var place = order.Take(line, in head, lines.Number);
        if (!lines.IsTerminated) BreakOff(lines);
        else if (place != LinePlace.Next) Misplace(place, in head, lines);
        else if (head.Name.IsEmpty || head.Name.Contains((byte)' ')) ReadNameless(in head, lines);
        else ReadNamed(in head, lines);
    }

    private void ReadNamed(in LineHead head, TextLines lines)
    {
        if (isCut)
        {
            isCut = false;
            gaps.Lose(-1, -1, lines.Number, GapCause.CutOut);
        }

        hit.Header = HeaderOf(in head, lines);
        if (head.Name.SequenceEqual("kernel_stack"u8) && head.Body is [(byte)'<', ..])
        {
            BeginStack(in head, lines);
            return;
        }

        var plan = plans.Of(head.Name, in hit.Header);
        if (plan.IsUnused)
        {
            if (plan.UnknownName is { } name && BodyReader.IsProbes(head.Body)) unread.Add(name, UnreadReason.UnknownName);
            Pass(plan, lines);
            return;
        }

        // What the probe itself adds differs from function to function; the kernel's own events have none.
        if (form.CountsFprobes && plan.Row is not ({ IsTracepoint: true } or { Body: not BodyForm.KeyValues })) hit.Header.PreemptDepth = EventHeader.UnknownDepth;

        // trace-cmd prints the trap of an int3 probe as a hardirq; only stores are probed by int3.
        if (form.IsReport && plan.Row?.Meaning == ProbeMeaning.EntryStored && (hit.Header.Context & ContextFlags.HardIrq) != 0) LatencyColumns.IsTrap(ref hit.Header);
        if (plan.Row is { Body: BodyForm.Slots } slots) ReadSlots(in head, slots, plan, lines);
        else if (lines.Width == form.CutWidth) Damage(plan.Name, UnreadReason.CutShort, default, head.Cpu, lines);
        else ReadBody(in head, plan, lines);
    }

    private void ReadBody(in LineHead head, TextPlan plan, TextLines lines)
    {
        var outcome = BodyReader.Read(head.Body, plan, hit, names);
        if (outcome == BodyOutcome.Whole && translator.Contradicts(hit)) gaps.Lose(-1, -1, lines.Number, GapCause.Contradicted);
        if (outcome == BodyOutcome.Foreign)
        {
            Pass(plan, lines);
        }
        else if (outcome == BodyOutcome.Damaged)
        {
            Damage(plan.Name, hit.Damage.Why == default ? UnreadReason.CutShort : hit.Damage.Why, hit.Damage.Field, head.Cpu, lines);
        }
        else if (translator.Accept(hit, head.Comm))
        {
            gaps.Follow();
            tally.Events += lines.Count;
        }
        else
        {
            tally.Damaged += lines.Count;
            gaps.Lose(head.Cpu, 1, lines.Number, GapCause.Damaged);
        }
    }

    private void ReadSlots(in LineHead head, ProbeRow row, TextPlan plan, TextLines lines)
    {
        var isAny = false;
        if (head.Body.IsEmpty)
        {
            Pass(plan, lines);
            return;
        }

        for (var rest = head.Body; TracepointBodies.Slot(ref rest, row, hit); isAny = true) translator.Accept(hit, head.Comm);
        translator.Note(NoteKind.Marker, Marker.Words(head.Body), in hit.Header, head.Comm);
        if (!isAny)
        {
            tally.Header += lines.Count;
            return;
        }

        gaps.Follow();
        tally.Events += lines.Count;
    }

    // `<stack trace>`, `f <-caller` of the function tracer; else the line is cut, or has lost its colon.
    private void ReadNameless(in LineHead head, TextLines lines)
    {
        if (head.Name.IsEmpty && head.Body is [(byte)'<', ..])
        {
            BeginStack(in head, lines);
        }
        else if (head.Name.IsEmpty && head.Body.IndexOf(" <-"u8) > 0)
        {
            tally.Unused += lines.Count;
            tally.Calls += lines.Count;
        }
        else
        {
            var text = head.Name.IsEmpty ? head.Body : head.Name;
            var space = text.IndexOf((byte)' ');
            var word = space < 0 ? text : text[..space];
            Damage(System.Text.Encoding.UTF8.GetString(word), space < 0 ? UnreadReason.CutShort : UnreadReason.ColonMissing, default, head.Cpu, lines);
        }
    }

    private void BeginStack(in LineHead head, TextLines lines)
    {
        stack.Begin(HeaderOf(in head, lines), head.Comm, lines.Count);
    }

    private EventHeader HeaderOf(in LineHead head, TextLines lines)
    {
        var header = new EventHeader { Sequence = LineSequence.First(lines.Number), TimestampNs = head.TimestampNs, Task = new TaskId(head.Pid), Cpu = head.Cpu };
        LatencyColumns.Read(head.Flags, form.IsRealtime, ref header);
        return header;
    }

    private void ReadOther(ReadOnlySpan<byte> line, TextLines lines)
    {
        var kind = OtherLines.KindOf(line);
        if (kind != OtherLine.Call && ++withoutEvent > MostWithoutEvent) throw order.NoTrace(lines.Number, withoutEvent);
        switch (kind)
        {
            case OtherLine.Header:
                isHeaded |= TextBoundary.IsHeader(line);
                tally.Header++;
                break;
            case OtherLine.Entries:
                NoteEntries(line, lines.Number);
                tally.Header++;
                break;
            case OtherLine.Loss:
                NoteLoss(line, lines.Number);
                tally.Header++;
                break;
            case OtherLine.Slice:
                NoteSlice(lines.Number);
                tally.Header++;
                break;
            case OtherLine.Call:
                tally.Calls++;
                tally.Unused++;
                break;
            case OtherLine.StackStep when stack.IsOpen:
                stack.Add(line);
                break;
            case OtherLine.Blank or OtherLine.StackStep:
                tally.Unused++;
                break;
            case OtherLine.Cut:
                isCut = entries > 0;
                tally.Header++;
                break;
            case OtherLine.Torn:
                entries++;
                Damage("", UnreadReason.CutShort, default, -1, lines);
                break;
            default:
                tally.NotUnderstood++;
                break;
        }
    }

    private void Pass(TextPlan plan, TextLines lines)
    {
        translator.Pass(in hit.Header);
        tally.Pass(plan);
        tally.Unused += lines.Count - 1;
    }

    private void Misplace(LinePlace place, in LineHead head, TextLines lines)
    {
        tally.Damaged += lines.Count;
        if (place != LinePlace.Unsettled) gaps.Lose(-1, -1, lines.Number, place == LinePlace.Back ? GapCause.TimeBack : GapCause.Doubled);
    }

    private void BreakOff(TextLines lines)
    {
        tally.Damaged += lines.Count;
        BrokenOff = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"what follows on line {lines.Number}, which has no end");
    }

    private void Damage(string name, UnreadReason why, Field field, int cpu, TextLines lines)
    {
        tally.Damaged += lines.Count;
        unread.Add(name, why, field == Field.None ? default : FieldSet.Of(field));
        gaps.Lose(cpu, 1, lines.Number, GapCause.Damaged);
    }

    private void NoteEntries(ReadOnlySpan<byte> line, long number)
    {
        if (EntryCounts.In(line) is not { } counts) return;
        IsCounted = true;
        promised = counts.Kept;
        if (counts.Kept < counts.Written) gaps.Lose(-1, counts.Written - counts.Kept, number, GapCause.Told);
    }

    private void NoteLoss(ReadOnlySpan<byte> line, long number)
    {
        var loss = LossMarker.Of(line);
        promised = Math.Max(0, promised - Math.Max(0, loss.Count));
        gaps.Lose(loss.Cpu, loss.Count, number, GapCause.Told);
    }

    // A part that counts its entries tells by them how many are outside.
    private void NoteSlice(long number)
    {
        if (!IsCounted) gaps.Lose(-1, -1, number, GapCause.CutOut);
    }
}
