using Tracer.Analysis;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;

namespace Tracer.Pages.Timelines;

/// <summary>
/// Listens to the replay of a trace and keeps what a reader of its report can look at: every event of a trace of up to <see cref="MostEvents"/>, and of a longer one
/// what lies around its findings, its beginning, and how many events each task has where. Memory does not follow the trace, but the number of its tasks.
/// </summary>
public sealed class TimelineBuilder : IHear<VmEvent>, IHear<SpanEnded>
{
    /// <summary>So many events are told in full.</summary>
    public const int MostEvents = 100_000;

    private const int EventsAMilestone = 256;
    private readonly TraceReport report;
    private readonly Stretches stretches;
    private readonly Density density;
    private readonly List<KeptEvent> events = [];
    private readonly List<SpanEnded> spans = [];
    private readonly List<(long Sequence, long At)> milestones = [];
    private readonly bool isWhole;
    private long count;
    private long beginning;

    public TimelineBuilder(TraceReport report)
    {
        this.report = report;
        stretches = new Stretches(report);
        density = new Density(report.Events);
        isWhole = report.Events <= MostEvents;
    }

    /// <summary>Takes what the analyzer reads from its next beginning on.</summary>
    public void ListenTo(Analyzer analyzer)
    {
        analyzer.Subscribe<SpanEnded>(Hear);
        analyzer.Subscribe<VmEvent>(Hear);
    }

    public void Hear(in VmEvent e)
    {
        if (IsOfTheTraceItself(e.Header.Kind)) return;
        if (count % EventsAMilestone == 0) milestones.Add((e.Header.Sequence, count));
        density.Add(count, e.Header);
        if (IsKept(e.Header.Sequence)) events.Add(new KeptEvent(count, e));
        count++;
    }

    public void Hear(in SpanEnded span)
    {
        var from = span.Begin.Header.Kind == EventKind.None ? long.MinValue : span.Begin.Header.Sequence;
        var to = span.End.Header.Kind == EventKind.None ? long.MaxValue : span.End.Header.Sequence;

        // A trace shows the locks that its probes catch: that a release is the first thing seen of one does not tell since when it was held.
        if (from == long.MinValue && (span.How != SpanEnd.Paired || span.Kind is SpanKind.Lock or SpanKind.PageTableLock or SpanKind.AtomicSection)) return;
        if (isWhole || from <= beginning || stretches.Overlap(from, to)) spans.Add(span);
    }

    /// <summary>The timeline, once the trace has been read to its end.</summary>
    public Timeline Build() => new(report, events, [.. spans.Select(Placed).OrderBy(span => span.From)], density, count, isWhole);

    // Most of what there is room for is the findings'.
    private bool IsKept(long sequence)
    {
        if (isWhole) return true;
        if (count < (report.Findings.Count == 0 ? MostEvents : MostEvents / 4))
        {
            beginning = sequence;
            return true;
        }

        return events.Count < MostEvents && stretches.Contain(sequence);
    }

    private PlacedSpan Placed(SpanEnded span) => new(
        span,
        span.Begin.Header.Kind == EventKind.None ? -1 : PlaceOf(span.Begin.Header.Sequence),
        span.End.Header.Kind == EventKind.None ? count : PlaceOf(span.End.Header.Sequence));

    // Exact where the event is kept; elsewhere no event is drawn beside it, and a milestone nearby does.
    private long PlaceOf(long sequence)
    {
        var (low, high) = (0, events.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (events[middle].Event.Header.Sequence < sequence) low = middle + 1;
            else high = middle;
        }

        if (low < events.Count && events[low].Event.Header.Sequence == sequence) return events[low].At;
        var index = milestones.BinarySearch((sequence, long.MaxValue));
        var near = index >= 0 ? index : Math.Max(~index - 1, 0);
        return near < milestones.Count ? milestones[near].At : 0;
    }

    private static bool IsOfTheTraceItself(EventKind kind) =>
        kind is EventKind.Named or EventKind.Decision or EventKind.RunStarted or EventKind.RunEnded or EventKind.TaskSwitched;
}
