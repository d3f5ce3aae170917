using Tracer.Analysis;
using Tracer.Analysis.Explaining;
using Tracer.Events;

namespace Tracer.Reports.Charts;

/// <summary>Decides which tasks are drawn, where on the axis each event stands, and in which row each span lies.</summary>
internal sealed class LaneChartLayout(
    Finding finding, TraceReport report, SequenceWindow window, IReadOnlyList<DrawnEvent> allPoints, IReadOnlyList<DrawnSpan> allSpans)
{
    private const int MostLanes = 6;
    private const int KeyColumns = 140;
    private readonly Names names = report.Names;
    private readonly EventWords words = new(report.Names);
    private readonly Letters letters = new(finding);
    private readonly EventPlace place = EventPlace.In(report);

    public LaneChart Chart()
    {
        var tasks = Tasks();
        var points = allPoints.Where(point => tasks.Contains(point.Event.Header.Task)).ToArray();
        var axis = new EventAxis(points, window, place);
        var lanes = tasks.Select(task => Lane(task, points, axis)).ToArray();
        var ticks = tasks.Select((task, i) => new Tick(i, names.Of(task))).ToArray();
        var culprit = points.FirstOrDefault(point => point.Event == finding.Culprit);
        var function = names.Of(finding.Culprit.Header.Function) is { } name ? $" in {name}" : "";
        return new LaneChart(
            $"{finding.Rule.Id} violated at {place.Of(finding.Culprit)}{function}, {report.Path}",
            finding.Rule.Statement,
            axis.Axis(place),
            new Axis("task", -0.5, tasks.Count - 0.5, ticks),
            lanes,
            axis.Breaks,
            new Tick(axis.Edge(culprit), finding.Reason.Code),
            Key(new Explainer(report).Explain(finding)));
    }

    private static string[] Key(Explanation explanation) =>
    [
        .. explanation.Let.SelectMany((line, i) => Wrapping.Wrap($"{Letters.At(i)} = ", line, KeyColumns)),
        .. Wrapping.Wrap("Then  ", explanation.Then, KeyColumns),
        .. explanation.Seen.SelectMany(seen => Wrapping.Wrap("Seen  ", seen, KeyColumns)),
    ];

    // The tasks that the finding speaks of, then others that touch its address space, in order of their first event.
    private List<TaskId> Tasks()
    {
        var concerned = window.Anchors.Select(e => e.Header.Task).Distinct().ToList();
        var others = allPoints.Where(point => Mm(point.Event) == finding.Mm && finding.Mm.Value != 0).Select(point => point.Event.Header.Task);
        var chosen = concerned.Concat(others).Distinct().Take(Math.Max(MostLanes, concerned.Count)).ToHashSet();
        return [.. allPoints.Select(point => point.Event.Header.Task).Where(chosen.Contains).Distinct()];
    }

    private Lane Lane(TaskId task, IEnumerable<DrawnEvent> points, EventAxis axis)
    {
        var spans = Rows(allSpans.Where(span => span.Task == task).Select(span => Span(span, axis)).Where(span => span.From < span.To));
        var marks = points.Where(point => point.Event.Header.Task == task).Select(point => Mark(point, axis)).OfType<Mark>();
        return new Lane(names.Of(task), spans.Select(span => span.Row + 1).DefaultIfEmpty(0).Max(), spans, [.. marks]);
    }

    private Span Span(DrawnSpan span, EventAxis axis)
    {
        var from = span.Begin is { } begin ? axis.Edge(begin) : EventAxis.From;
        var to = span.End is { } end ? axis.Edge(end) : axis.To;
        var label = words.Noun((span.Begin ?? span.End)!.Value.Event);
        return new Span(from, to, 0, span.Kind, label, from <= EventAxis.From, to >= axis.To);
    }

    // The longest lies on top; what it encloses lies below it.
    private static List<Span> Rows(IEnumerable<Span> spans)
    {
        var ends = new List<double>();
        var placed = new List<Span>();
        foreach (var span in spans.OrderBy(span => span.From).ThenByDescending(span => span.To).ThenBy(span => span.Kind))
        {
            var row = ends.FindIndex(end => end <= span.From);
            if (row < 0)
            {
                row = ends.Count;
                ends.Add(0);
            }

            ends[row] = span.To;
            placed.Add(span with { Row = row });
        }

        return placed;
    }

    private Mark? Mark(DrawnEvent point, EventAxis axis)
    {
        var tag = letters.Find(point.Event) ?? finding.ConfirmedBy.FirstOrDefault(outcome => outcome.Culprit == point.Event)?.Rule.Id;
        var kind = MarkKinds.Of(point.Event.Header.Kind) ?? (tag is null ? null : MarkKind.Witness);
        return kind is { } drawn && axis.Find(point) is { } at
            ? new Mark(at, drawn, words.Describe(point.Event), tag, point.Event == finding.Culprit)
            : null;
    }

    private static MmId Mm(VmEvent e) =>
        EventShape.Of(e.Header.Kind).Fields.FirstOrDefault(field => field.Type == typeof(MmId)) is { } mm ? new MmId(unchecked((int)mm.Read(in e))) : default;
}
