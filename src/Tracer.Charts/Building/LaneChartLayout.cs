using Tracer.Analysis.Explaining;
using Tracer.Analysis.Replay;
using Tracer.Charts.Data;

namespace Tracer.Charts.Building;

/// <summary>Decides which tasks are drawn, where on the axis each event stands, and in which row each span lies.</summary>
internal sealed class LaneChartLayout(
    LaneSubject subject, SequenceWindow window, WindowCount seen, IReadOnlyList<VmEvent> allPoints, IReadOnlyList<SpanEnded> allSpans, PictureSize size)
{
    private const int MostLanes = 6;
    private const string Missing = "bracket missing";
    private readonly Names names = subject.Head.Names;
    private readonly EventWords words = new(subject.Head.Names);
    private readonly EventPlace place = subject.Place;

    public LaneChart Chart(string? hash)
    {
        var tasks = Tasks();
        var points = allPoints.Where(point => tasks.Contains(EventContext.Of(point.Header))).ToArray();
        var axis = new EventAxis(points, window, place, size.Places);
        var rows = tasks.Select(task => new SpanRows(SpansOf(task, points, axis), axis)).ToArray();
        var lanes = tasks.Zip(rows, (task, of) => new Lane(task.Name(names), of.Count, of.Placed, [.. MarksOf(task, points, axis)])).ToArray();
        var ticks = tasks.Select((task, i) => new Tick(i, task.Name(names))).ToArray();
        var focus = subject.FocusIn(points);
        return new LaneChart(
            OriginKey.Title(subject.Title, subject.Head),
            subject.Subtitle,
            axis.Axis(place),
            new Axis("task", -0.5, tasks.Count - 0.5, ticks),
            lanes,
            axis.Breaks,
            focus is { } at ? new Tick(axis.Edge(at.Event), at.Label) : default,
            [.. subject.Key, OriginKey.Of(subject.Head, hash)],
            seen.LeftOut(tasks.Count, axis.Count, rows.Sum(of => of.LeftOut), place))
        {
            Focus = subject.Finding is not null ? Focus.Breach : focus is not null ? Focus.Place : Focus.None,
        };
    }

    // The tasks that the picture is about, then as many as fit of those that touch its address space, the nearest first; drawn in order of their first event.
    private List<EventContext> Tasks()
    {
        var anchors = allPoints.Where(point => window.IsAnchor(in point)).ToArray();
        var concerned = anchors.Select(point => EventContext.Of(point.Header)).Distinct().ToList();
        var others = allPoints.Where(point => subject.Finding is null || EventShape.MmOf(point) == subject.Mm && subject.Mm.Value != 0)
            .OrderBy(point => anchors.Select(anchor => Math.Abs(anchor.Header.Sequence - point.Header.Sequence)).DefaultIfEmpty(0).Min())
            .Select(point => EventContext.Of(point.Header));
        var chosen = concerned.Concat(others).Distinct().Take(Math.Max(MostLanes, concerned.Count)).ToHashSet();
        return [.. allPoints.Select(point => EventContext.Of(point.Header)).Where(chosen.Contains).Distinct()];
    }

    private IEnumerable<Span> SpansOf(EventContext task, IReadOnlyList<VmEvent> points, EventAxis axis) =>
        allSpans.Where(span => EventContext.Of(span.Header) == task && MayLast(task, span)).Select(span => Span(span, axis)).Concat(Ghosts(task, points, axis)).Where(span => span.From < span.To);

    // An interrupt is over before the task goes on, whether or not the trace shows how it gave back what it took.
    private static bool MayLast(EventContext task, SpanEnded span) => !task.IsInterrupt || span.How == SpanEnd.Paired;

    // The bracket that should be there: around all that proves the breach.
    private IEnumerable<Span> Ghosts(EventContext task, IReadOnlyList<VmEvent> points, EventAxis axis)
    {
        if (subject.Finding is not { Reason.LacksBracket: true } finding || EventContext.Of(finding.Culprit.Header) != task) return [];
        var inside = finding.Witnesses.Select(witness => witness.Event).Where(e => EventContext.Of(e.Header) == task && points.Contains(e)).Select(axis.Edge).ToArray();
        return [new Span(inside.Min() - 0.5, inside.Max() + 0.5, 0, SpanKind.Bracket, Missing, BeganBefore: false, GoesOn: false, SpanEnd.Paired) { IsMissing = true }];
    }

    private IEnumerable<Mark> MarksOf(EventContext task, IEnumerable<VmEvent> points, EventAxis axis) =>
        points.Where(point => EventContext.Of(point.Header) == task).Select(point => Mark(point, axis)).OfType<Mark>();

    private Span Span(SpanEnded span, EventAxis axis)
    {
        var isKnown = span.Begin.Header.Kind != EventKind.None;
        var from = isKnown ? axis.Edge(span.Begin) : EventAxis.From;
        var to = span.End.Header.Kind == EventKind.None ? axis.To : axis.Edge(span.End);
        return new Span(from, to, 0, span.Kind, words.Noun(isKnown ? span.Begin : span.End), from <= EventAxis.From, to >= axis.To, span.How)
        {
            IsBeginUnknown = !isKnown && LaneChartBuilder.MayBeginAnywhere(span.Kind),
        };
    }

    private Mark? Mark(VmEvent point, EventAxis axis)
    {
        var tag = subject.TagOf(in point);
        var kind = DrawnKinds.MarkOf(point.Header.Kind) ?? (tag is null && !(subject.MarksAll && !DrawnKinds.Have(point.Header.Kind)) ? null : MarkKind.Witness);
        return kind is { } drawn && axis.Find(point) is { } at
            ? new Mark(at, drawn, words.Describe(point), tag, point == subject.Finding?.Culprit)
            : null;
    }
}
