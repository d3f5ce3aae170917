using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Charts.Data;

namespace Tracer.Charts.Building;

/// <summary>Decides which tasks are drawn, where on the axis each event stands, and in which row each span lies.</summary>
internal sealed class LaneChartLayout(
    Finding finding, TraceReport report, SequenceWindow window, WindowCount seen, IReadOnlyList<VmEvent> allPoints, IReadOnlyList<SpanEnded> allSpans)
{
    private const int MostLanes = 6;
    private readonly Names names = report.Names;
    private readonly EventWords words = new(report.Names);
    private readonly Letters letters = new(finding);
    private readonly EventPlace place = EventPlace.In(report);

    public LaneChart Chart()
    {
        var tasks = Tasks();
        var points = allPoints.Where(point => tasks.Contains(point.Header.Task)).ToArray();
        var axis = new EventAxis(points, window, place);
        var rows = tasks.Select(task => new SpanRows(SpansOf(task, axis), axis)).ToArray();
        var lanes = tasks.Zip(rows, (task, of) => new Lane(names.Of(task), of.Count, of.Placed, [.. MarksOf(task, points, axis)])).ToArray();
        var ticks = tasks.Select((task, i) => new Tick(i, names.Of(task))).ToArray();
        var culprit = points.FirstOrDefault(point => point == finding.Culprit);
        var function = names.PlaceOf(finding.Culprit.Header.Function) is { } name ? $" in {name}" : "";
        return new LaneChart(
            $"{finding.Rule.Id} {Explainer.Breach(finding.Kind)} at {place.Of(finding.Culprit)}{function}, {report.Path}",
            finding.Rule.Statement,
            axis.Axis(place),
            new Axis("task", -0.5, tasks.Count - 0.5, ticks),
            lanes,
            axis.Breaks,
            new Tick(axis.Edge(culprit), finding.Reason.Code),
            [.. ExplanationKey.Of(new Explainer(report).Explain(finding)), new KeyLine("From", From())],
            seen.LeftOut(tasks.Count, axis.Count, rows.Sum(of => of.LeftOut), place));
    }

    // A picture is passed on without the command that drew it.
    private string From()
    {
        var code = report.Origin switch
        {
            { Protocol: { } protocol } => $"protocol {protocol}, ",
            { Kernel: { } kernel } => $"Linux {kernel}, ",
            _ => "",
        };
        return $"{code}{report.Path}, drawn by Tracer {ToolVersion.Text}";
    }

    // The tasks that the finding speaks of, then as many as fit of those that touch its address space, the nearest to it first; drawn in order of their first event.
    private List<TaskId> Tasks()
    {
        var anchors = allPoints.Where(point => window.Anchors.Contains(point)).Select(point => point.Header.Sequence).ToArray();
        var concerned = window.Anchors.Select(e => e.Header.Task).Distinct().ToList();
        var others = allPoints.Where(point => EventShape.MmOf(point) == finding.Mm && finding.Mm.Value != 0)
            .OrderBy(point => anchors.Min(anchor => Math.Abs(anchor - point.Header.Sequence)))
            .Select(point => point.Header.Task);
        var chosen = concerned.Concat(others).Distinct().Take(Math.Max(MostLanes, concerned.Count)).ToHashSet();
        return [.. allPoints.Select(point => point.Header.Task).Where(chosen.Contains).Distinct()];
    }

    private IEnumerable<Span> SpansOf(TaskId task, EventAxis axis) =>
        allSpans.Where(span => span.Header.Task == task).Select(span => Span(span, axis)).Where(span => span.From < span.To);

    private IEnumerable<Mark> MarksOf(TaskId task, IEnumerable<VmEvent> points, EventAxis axis) =>
        points.Where(point => point.Header.Task == task).Select(point => Mark(point, axis)).OfType<Mark>();

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
        var tag = letters.Find(point) ?? Outcomes(point);
        var kind = DrawnKinds.MarkOf(point.Header.Kind) ?? (tag is null ? null : MarkKind.Witness);
        return kind is { } drawn && axis.Find(point) is { } at
            ? new Mark(at, drawn, words.Describe(point), tag, point == finding.Culprit)
            : null;
    }

    // Several oracles may see harm in one event.
    private string? Outcomes(VmEvent e) =>
        finding.ConfirmedBy.Where(outcome => outcome.Culprit == e).Select(outcome => outcome.Rule.Id).ToArray() is { Length: > 0 } ids ? string.Join(' ', ids) : null;
}
