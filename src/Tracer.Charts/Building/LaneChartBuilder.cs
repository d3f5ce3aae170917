using Tracer.Analysis;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Charts.Data;

namespace Tracer.Charts.Building;

/// <summary>
/// Listens to the replay of a trace and keeps what a picture of one finding needs: memory follows the window, not the trace.
/// What lasts is drawn as the replay saw it begin and end, so the picture says no other than the finding.
/// </summary>
public sealed class LaneChartBuilder(Finding finding, TraceReport report, SequenceWindow window) : IHear<VmEvent>, IHear<SpanEnded>
{
    private readonly List<VmEvent> events = [];
    private readonly List<SpanEnded> spans = [];
    private readonly WindowCount seen = new();

    public LaneChartBuilder(Finding finding, TraceReport report)
        : this(finding, report, new SequenceWindow(finding, place: EventPlace.In(report)))
    {
    }

    /// <summary>Draws what the analyzer reads from its next beginning on.</summary>
    public void ListenTo(Analyzer analyzer)
    {
        analyzer.Subscribe<SpanEnded>(Hear);
        analyzer.Subscribe<VmEvent>(Hear);
    }

    public void Hear(in VmEvent e)
    {
        if (!DrawnKinds.Have(e.Header.Kind) && !window.Anchors.Contains(e)) return;
        if (window.Reaches(e.Header.Sequence)) seen.Add(in e);
        if (window.Contains(e.Header.Sequence)) events.Add(e);
    }

    public void Hear(in SpanEnded span)
    {
        var isKnown = span.Begin.Header.Kind != EventKind.None;

        // Of what began before the trace only its own end tells that it was there; of a lock not even for how long, so it is drawn only where that end is.
        if (!isKnown && span.How != SpanEnd.Paired) return;
        if (!isKnown && MayBeginAnywhere(span.Kind) && !window.Contains(span.End.Header.Sequence)) return;
        var to = span.End.Header.Kind == EventKind.None ? long.MaxValue : span.End.Header.Sequence;
        if (window.Overlaps(isKnown ? span.Begin.Header.Sequence : long.MinValue, to)) spans.Add(span);
    }

    // A trace shows the locks that its probes catch: that a release is the first thing seen of one does not mean that it was held since the beginning.
    internal static bool MayBeginAnywhere(SpanKind kind) => kind is SpanKind.Lock or SpanKind.PageTableLock or SpanKind.AtomicSection;

    /// <summary>The chart, once the trace has been read to its end.</summary>
    public LaneChart Build()
    {
        var edges = spans.SelectMany(span => new[] { span.Begin.Header.Sequence, span.End.Header.Sequence }).ToHashSet();
        var points = events.Where(e => DrawnKinds.MarkOf(e.Header.Kind) is not null || edges.Contains(e.Header.Sequence) || window.Anchors.Contains(e));
        return new LaneChartLayout(finding, report, window, seen, [.. points], spans).Chart();
    }
}
