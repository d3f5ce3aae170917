using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Charts.Data;

namespace Tracer.Charts.Building;

/// <summary>Takes a trace's events and keeps what a picture of one finding needs: memory follows the window and what is open, not the trace.</summary>
public sealed class LaneChartBuilder(Finding finding, TraceReport report, SequenceWindow window) : IEventSink
{
    // Ends may be missing from a trace without end; then the oldest beginnings are forgotten.
    private const int DeepestNesting = 16;
    private readonly List<DrawnEvent> points = [];
    private readonly List<DrawnSpan> spans = [];
    private readonly Dictionary<SpanOpening, List<DrawnEvent>> open = [];
    private readonly WindowCount seen = new();
    private long arrivals;

    public LaneChartBuilder(Finding finding, TraceReport report)
        : this(finding, report, new SequenceWindow(finding, place: EventPlace.In(report)))
    {
    }

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        foreach (ref readonly var e in events) Accept(in e);
    }

    /// <summary>The chart of what has come so far.</summary>
    public LaneChart Build()
    {
        var unended = open.SelectMany(pair => pair.Value.Select(begin => new DrawnSpan(pair.Key.Kind, begin, null)));
        return new LaneChartLayout(finding, report, window, seen, points, [.. spans.Concat(unended)]).Chart();
    }

    private void Accept(in VmEvent e)
    {
        var at = new DrawnEvent(++arrivals, e);
        if (SpanOpening.TryOpen(in e, out var opening)) Open(opening, at);
        else if (SpanOpening.TryClose(in e, out opening)) Close(opening, at);
        else if (MarkKinds.Of(e.Header.Kind) is null && !IsAnchor(in e)) return;
        if (window.Reaches(e.Header.Sequence)) seen.Add(in e);
        if (window.Contains(e.Header.Sequence)) points.Add(at);
    }

    private void Open(SpanOpening opening, DrawnEvent begin)
    {
        if (!open.TryGetValue(opening, out var begun)) open[opening] = begun = [];
        if (begun.Count == DeepestNesting) begun.RemoveAt(0);
        begun.Add(begin);
    }

    // The innermost ends first. An end without a beginning began before the trace did.
    private void Close(SpanOpening opening, DrawnEvent end)
    {
        DrawnEvent? begin = null;
        if (open.TryGetValue(opening, out var begun))
        {
            begin = begun[^1];
            begun.RemoveAt(begun.Count - 1);
        }

        if (begun is { Count: 0 }) open.Remove(opening);
        if (window.Overlaps(begin?.Event.Header.Sequence ?? long.MinValue, end.Event.Header.Sequence)) spans.Add(new DrawnSpan(opening.Kind, begin, end));
    }

    private bool IsAnchor(in VmEvent e)
    {
        foreach (var anchor in window.Anchors)
            if (anchor == e) return true;
        return false;
    }
}

/// <summary>An event and its place in the order in which events came, which tells events of one line apart.</summary>
internal readonly record struct DrawnEvent(long Arrival, VmEvent Event);

/// <summary>Something that lasted; one of its ends may lie outside the trace.</summary>
internal readonly record struct DrawnSpan(SpanKind Kind, DrawnEvent? Begin, DrawnEvent? End)
{
    public TaskId Task => (Begin ?? End)!.Value.Event.Header.Task;

    public SpanEnd Ended => End is null ? SpanEnd.Unended : SpanEnd.Paired;
}
