using ScottPlot;
using Tracer.Analysis.Replay;
using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>Tasks as lanes: their names at the left, the numbers of the events below.</summary>
internal static class LanePlot
{
    private const float WidestName = 220;
    private const float LeftLabel = 34;
    private const float TickLength = 4;
    private const float BelowAxis = 50;
    private const float BetweenTicks = 8;

    public static Picture Of(LaneChart chart, int width)
    {
        var plot = Page.Blank();
        var rows = new LaneRows(chart);
        string[] names = [.. chart.Lanes.Select(lane => TextStyle.Name.Fit(lane.Name, WidestName))];
        var around = new PixelPadding(Page.Edge + LeftLabel + names.Select(TextStyle.Name.WidthOf).DefaultIfEmpty(0).Max(), Page.Edge, BelowAxis, 4);
        plot.Add.Plottable(new LaneLayer(chart, rows));
        plot.Axes.SetLimits(chart.X.From, chart.X.To, rows.Height, 0);
        Page.SetTicks(plot.Axes.Left, names.Select((name, i) => new Data.Tick(rows.Marks(i), name)), TextStyle.Name);
        Page.SetTicks(plot.Axes.Bottom, TicksWithRoom(chart, width - around.Left - around.Right), TextStyle.Small, TickLength);
        plot.Axes.Bottom.FrameLineStyle.Width = 1;
        plot.Axes.Bottom.FrameLineStyle.Color = Color.FromHex(Palette.Faint);
        plot.Axes.Bottom.Label.Text = chart.X.Label;
        plot.Axes.Left.Label.Text = chart.Y.Label;
        return Page.Finish(plot, chart, new Heading(chart, [.. Key(chart)], width), new Notes(chart.LeftOut, chart.Key, width), width, rows.Height, around);
    }

    // The culprit's number is always written, then those of the witnesses; of the others as many as do not touch, and of a line with several events one.
    private static IEnumerable<Data.Tick> TicksWithRoom(LaneChart chart, float width)
    {
        var tagged = chart.Lanes.SelectMany(lane => lane.Marks).Where(mark => mark.Tag is not null).Select(mark => mark.At).ToHashSet();
        var step = width / (chart.X.To - chart.X.From);
        var placed = new List<Data.Tick>();
        foreach (var tick in chart.X.Ticks.OrderBy(tick => tick.At == chart.Violation.At ? 0 : tagged.Contains(tick.At) ? 1 : 2))
        {
            var room = TextStyle.Small.WidthOf(tick.Label) + BetweenTicks;
            if (placed.TrueForAll(other => other.Label != tick.Label && Math.Abs(other.At - tick.At) * step > room)) placed.Add(tick);
        }

        return placed.OrderBy(tick => tick.At);
    }

    private static IEnumerable<Heading.Entry> Key(LaneChart chart)
    {
        var spans = chart.Lanes.SelectMany(lane => lane.Spans).ToArray();
        foreach (var kind in spans.Where(span => !span.IsMissing).Select(span => span.Kind).Distinct().Order())
            yield return new(Palette.Name(kind), (pen, area) => pen.Area(area, Palette.Of(kind)));
        foreach (var kind in chart.Lanes.SelectMany(lane => lane.Marks).Select(mark => mark.Kind).Distinct().Order())
            yield return new(Palette.Name(kind), (pen, area) => MarkShape.Draw(pen, area.Center, kind));
        if (spans.Any(span => span.IsMissing)) yield return new("bracket that is missing", (pen, area) => SpanShape.DrawMissing(pen, area));
        if (chart.Focus == Focus.Breach) yield return new("violation", (pen, area) => MarkShape.Ring(pen, area.Center, 14));
        if (spans.Any(span => span.IsBeginUnknown)) yield return Edge("taken at an unknown time", new Span(0, 1, 0, SpanKind.Lock, "", true, false, SpanEnd.Paired) { IsBeginUnknown = true });
        if (spans.Any(span => span is { BeganBefore: true, IsBeginUnknown: false })) yield return Edge("began before", new Span(0, 1, 0, SpanKind.Lock, "", true, false, SpanEnd.Paired));
        if (spans.Any(SpanShape.IsTorn)) yield return Edge("ends later", new Span(0, 1, 0, SpanKind.Lock, "", false, true, SpanEnd.Paired));
        foreach (var end in spans.Where(span => !SpanShape.IsTorn(span)).Select(span => span.End).Where(end => end != SpanEnd.Paired).Distinct().Order())
            yield return Edge(Palette.Name(end), new Span(0, 1, 0, SpanKind.Lock, "", false, end == SpanEnd.Unended, end));
    }

    // The cross of an end that was given up stands out at the right.
    private static Heading.Entry Edge(string label, Span like) => new(label, (pen, area) => SpanShape.Draw(pen, new PixelRect(area.Left, area.Right - 4, area.Bottom, area.Top), like));
}
