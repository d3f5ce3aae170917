using Tracer.Analysis;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;

namespace Tracer.Reports.Perfetto;

/// <summary>
/// A trace for Perfetto: below "tasks" what each task was in and did, below "locks" who held each lock, below "brackets" those of each address space, and the findings.
/// Arrows lead from a call of range_start or range_end to the callbacks that it makes. Listens to the replay; memory follows what is open, not the trace.
/// </summary>
public sealed class PerfettoExport : IHear<VmEvent>, IHear<SpanEnded>, IDisposable
{
    private readonly PerfettoFile file;
    private readonly Names names = new();
    private readonly EventWords words;
    private readonly EventPlace place;
    private readonly ulong tasks;
    private readonly ulong locks;
    private readonly ulong brackets;
    private readonly Dictionary<(ulong Parent, string Name), ulong> parents = [];
    private readonly Dictionary<(ulong Parent, string Name), TrackRows> rows = [];
    private readonly Dictionary<TaskId, ulong> calls = [];

    /// <param name="output">The file; whoever has opened it closes it.</param>
    /// <param name="source">The form of the trace, which tells how its events are found again.</param>
    public PerfettoExport(Stream output, TraceSourceKind source)
    {
        file = new PerfettoFile(output);
        words = new EventWords(names);
        place = new EventPlace(source);
        tasks = file.Track(0, "tasks");
        locks = file.Track(0, "locks");
        brackets = file.Track(0, "brackets");
    }

    public void ListenTo(Analyzer analyzer)
    {
        analyzer.Subscribe<SpanEnded>(Hear);
        analyzer.Subscribe<VmEvent>(Hear);
    }

    public void Hear(in VmEvent e)
    {
        switch (e.Header.Kind)
        {
            case EventKind.Named:
                names.Accept(new ReadOnlySpan<VmEvent>(in e));
                break;
            case EventKind.RangeStartEntered or EventKind.RangeEndEntered:
                calls[e.Header.Task] = Flow(in e);
                Instant(in e, "notifier calls", Flow(in e));
                break;
            case EventKind.RangeStartReturned or EventKind.RangeEndReturned:
                calls.Remove(e.Header.Task);
                break;
            case EventKind.CallbackEntered:
                // Told as a slice when it ends; the arrow must meet what the call has begun.
                if (calls.TryGetValue(e.Header.Task, out var flow)) Instant(in e, "notifier calls", flow);
                break;
            case EventKind.RangeInvalidated or EventKind.PageInvalidated or EventKind.PteChangeNotified:
                Instant(in e, "notifier calls", 0);
                break;
            case EventKind.PteChanged or EventKind.TlbFlushed or EventKind.TableDetached or EventKind.TableFreed or EventKind.TablePublished:
                Instant(in e, "page tables", 0);
                break;
            case EventKind.PageAllocated or EventKind.PageFreed:
                Instant(in e, "pages", 0);
                break;
            case EventKind.SecondaryMapped or EventKind.SecondaryUnmapped or EventKind.SecondaryAccessed or EventKind.SecondaryFlushed:
                Instant(in e, "devices", 0);
                break;
            case EventKind.EventsLost:
                // The call that a callback belongs to may have returned out of sight.
                calls.Clear();
                Instant(in e, "notes", 0);
                break;
            case EventKind.Noted or EventKind.MightSleep:
                Instant(in e, "notes", 0);
                break;
        }
    }

    public void Hear(in SpanEnded span)
    {
        // What began before the trace has no beginning to be drawn from.
        if (span.Begin.Header.Kind == EventKind.None) return;
        var task = names.Of(span.Header.Task);
        var noun = words.Noun(span.Begin);
        switch (span.Kind)
        {
            case SpanKind.Lock or SpanKind.PageTableLock:
                Slice(in span, TaskTrack(task), "locks", noun);
                Slice(in span, Below(locks, names.Of(span.Begin.As<LockAcquired>().Lock)), "held", $"{task}: {noun}");
                break;
            case SpanKind.Bracket:
                Slice(in span, TaskTrack(task), "brackets", noun);
                Slice(in span, brackets, $"mm {names.Of(EventShape.MmOf(span.Begin))}", $"{task}: {noun}");
                break;
            case SpanKind.Operation:
                Slice(in span, TaskTrack(task), "operations", noun);
                break;
            case SpanKind.AtomicSection:
                Slice(in span, TaskTrack(task), "atomic sections", noun);
                break;
            case SpanKind.Callback:
                Slice(in span, TaskTrack(task), "callbacks", noun);
                break;
            case SpanKind.DeviceFault:
                Slice(in span, TaskTrack(task), "device faults", noun);
                break;
        }
    }

    /// <summary>The trace has ended: what was found in it.</summary>
    public void Finish(TraceReport report)
    {
        if (report.Findings.Count == 0) return;
        var explainer = new Explainer(report);
        var ranking = Ranking.Of(report);
        var track = file.Track(0, "findings");
        foreach (var finding in report.Findings)
        {
            file.Instant(track, finding.Culprit.Header.TimestampNs, $"{finding.Rule.Id} {finding.Rule.Name}", 0,
                ("finding", $"{ranking.NumberOf(finding)}"), ("at", explainer.Place.Of(finding.Culprit)), ("severity", Kebab.Of(finding.Rule.Severity)),
                ("statement", finding.Rule.Statement), ("because", explainer.Because(finding)));
        }
    }

    public void Dispose() => file.Dispose();

    private void Slice(in SpanEnded span, ulong parent, string name, string text)
    {
        var (begin, end) = (span.Begin.Header, span.End.Header);
        var ends = span.How != SpanEnd.Unended && end.Kind != EventKind.None;
        var track = RowsOf(parent, name).For(begin.Sequence, ends ? end.Sequence : long.MaxValue);
        ReadOnlySpan<(string, string)> notes =
            [("at", place.Of(begin.Sequence)), ("in", names.PlaceOf(begin.Function) ?? ""), ("ends", ends ? place.Of(end.Sequence) : "never"), ("how", Kebab.Of(span.How))];
        file.Begin(track, begin.TimestampNs, text, 0, notes);
        if (ends) file.End(track, end.TimestampNs);
    }

    private void Instant(in VmEvent e, string row, ulong flow) =>
        file.Instant(Below(TaskTrack(names.Of(e.Header.Task)), row), e.Header.TimestampNs, words.Clause(in e), flow,
            ("at", place.Of(in e)), ("what", words.InFull(in e)), ("CPU", $"{e.Header.Cpu}"));

    private ulong TaskTrack(string task) => Below(tasks, task);

    private ulong Below(ulong parent, string name) =>
        parents.TryGetValue((parent, name), out var track) ? track : parents[(parent, name)] = file.Track(parent, name);

    private TrackRows RowsOf(ulong parent, string name) =>
        rows.TryGetValue((parent, name), out var known) ? known : rows[(parent, name)] = new TrackRows(file, parent, name);

    // Unique in the trace, and never 0.
    private static ulong Flow(in VmEvent e) => unchecked((ulong)e.Header.Sequence) + 1;
}
