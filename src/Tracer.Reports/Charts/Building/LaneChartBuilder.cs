using Tracer.Analysis;
using Tracer.Analysis.Explaining;
using Tracer.Events;

namespace Tracer.Reports.Charts;

/// <summary>Takes a trace's events and keeps what a picture of one finding needs: memory follows the window and what is open, not the trace.</summary>
public sealed class LaneChartBuilder(Finding finding, TraceReport report, SequenceWindow window) : IEventSink
{
    private readonly List<DrawnEvent> points = [];
    private readonly List<DrawnSpan> spans = [];
    private readonly Dictionary<SpanOpening, Stack<DrawnEvent>> open = [];
    private long arrivals;

    public LaneChartBuilder(Finding finding, TraceReport report)
        : this(finding, report, new SequenceWindow(finding))
    {
    }

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        foreach (ref readonly var e in events) Accept(in e);
    }

    /// <summary>The chart of what has come so far.</summary>
    public LaneChart Build()
    {
        // What is still open goes on; what was opened last lies innermost.
        var unended = open.SelectMany(pair => pair.Value.Select(begun => new DrawnSpan(pair.Key.Kind, begun, null)));
        return new LaneChartLayout(finding, report, window, points, [.. spans.Concat(unended)]).Chart();
    }

    private void Accept(in VmEvent e)
    {
        var at = new DrawnEvent(++arrivals, e);
        if (SpanOpening.TryOpen(in e, out var opening)) Opened(opening).Push(at);
        else if (SpanOpening.TryClose(in e, out opening)) Close(opening, at);
        else if (MarkKinds.Of(e.Header.Kind) is null && !IsAnchor(in e)) return;
        if (window.Contains(e.Header.Sequence)) points.Add(at);
    }

    private Stack<DrawnEvent> Opened(SpanOpening opening) => open.TryGetValue(opening, out var begun) ? begun : open[opening] = new();

    // An end without a beginning began before the trace did.
    private void Close(SpanOpening opening, DrawnEvent end)
    {
        DrawnEvent? begin = open.TryGetValue(opening, out var begun) && begun.TryPop(out var last) ? last : null;
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
}
