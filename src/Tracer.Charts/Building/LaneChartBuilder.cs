using Tracer.Analysis;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Charts.Data;

namespace Tracer.Charts.Building;

/// <summary>
/// Listens to the replay of a trace and keeps what a picture needs: memory follows the window, not the trace.
/// What lasts is drawn as the replay saw it begin and end, so the picture says no other than the finding.
/// </summary>
public sealed class LaneChartBuilder(LaneSubject subject, SequenceWindow window) : IHear<VmEvent>, IHear<SpanEnded>
{
    private readonly List<VmEvent> events = [];
    private readonly List<SpanEnded> spans = [];
    private readonly WindowCount seen = new();

    public LaneChartBuilder(Finding finding, TraceReport report, SequenceWindow? window = null)
        : this(new FindingSubject(finding, report), window ?? new SequenceWindow(finding, place: EventPlace.In(report)))
    {
    }

    /// <summary>Draws only events that pass, of whatever kind, and what lasts around them; asked of every event in order. Null: all of the kinds that pictures show.</summary>
    public Func<VmEvent, bool>? Only { get; init; }

    /// <summary>How large the picture is to be.</summary>
    public PictureSize Size { get; init; } = PictureSize.Page;

    /// <summary>Draws what the analyzer reads from its next beginning on.</summary>
    public void ListenTo(Analyzer analyzer)
    {
        analyzer.Subscribe<SpanEnded>(Hear);
        analyzer.Subscribe<VmEvent>(Hear);
    }

    public void Hear(in VmEvent e)
    {
        if (Only is { } isWanted ? !isWanted(e) : !DrawnKinds.Have(e.Header.Kind) && !window.IsAnchor(in e)) return;
        if (window.Reaches(e.Header.Sequence)) seen.Add(in e);
        if (window.Contains(e.Header.Sequence)) events.Add(e);
    }

    public void Hear(in SpanEnded span)
    {
        var isKnown = span.Begin.Header.Kind != EventKind.None;

        // Of what began before the trace only its own end tells that it was there; of a lock not even for how long, so it is drawn only where that end is.
        if (!isKnown && span.How != SpanEnd.Paired) return;
        if (!isKnown && MayBeginAnywhere(span.Kind) && !window.Contains(span.End.Header.Sequence)) return;
        var from = isKnown ? span.Begin.Header.Sequence : long.MinValue;
        var to = span.End.Header.Kind == EventKind.None ? long.MaxValue : span.End.Header.Sequence;
        if (window.Overlaps(from, to) && (Only is null || HoldsEvent(EventContext.Of(span.Header), from, to))) spans.Add(span);
    }

    // A trace shows the locks that its probes catch: that a release is the first thing seen of one does not mean that it was held since the beginning.
    internal static bool MayBeginAnywhere(SpanKind kind) => kind is SpanKind.Lock or SpanKind.PageTableLock or SpanKind.AtomicSection;

    /// <summary>The chart, once the trace has been read to its end.</summary>
    /// <param name="hash">Of the trace; null if it was not made.</param>
    /// <exception cref="ArgumentException">There is nothing to draw.</exception>
    public LaneChart Build(string? hash = null)
    {
        var edges = spans.SelectMany(span => new[] { span.Begin.Header.Sequence, span.End.Header.Sequence }).ToHashSet();
        var points = events.Where(e => Only is not null || DrawnKinds.MarkOf(e.Header.Kind) is not null || edges.Contains(e.Header.Sequence) || window.IsAnchor(in e)).ToArray();
        if (points.Length == 0) throw new ArgumentException($"{subject.Head.Path}: there is no event to draw");
        return new LaneChartLayout(subject, window, seen, points, spans, Size).Chart(hash);
    }

    // When it ends, all events in it have been heard.
    private bool HoldsEvent(EventContext task, long from, long to)
    {
        for (var i = events.Count - 1; i >= 0 && events[i].Header.Sequence >= from; i--)
            if (EventContext.Of(events[i].Header) == task && events[i].Header.Sequence <= to) return true;
        return false;
    }
}
