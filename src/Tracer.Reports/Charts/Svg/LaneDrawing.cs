namespace Tracer.Reports.Charts.Svg;

/// <summary>Lanes from the top, each with its marks on a line and its spans below; the key of the letters at the bottom.</summary>
internal sealed class LaneDrawing
{
    private const double Right = SvgRenderer.Width - 24;
    private const double MarkRow = 40;
    private const double SpanRow = 20;
    private const double SpanHeight = 17;
    private const double LanePadding = 10;
    private const double Callout = 26;
    private const double NameSize = 13;
    private const double SmallSize = 11;
    private const int FewestCharacters = 6;
    private const double KeySize = 12;
    private const double KeyRow = 18;
    private readonly LaneChart chart;
    private readonly IReadOnlyList<Heading.Entry> legend;
    private readonly double left;
    private readonly double top;
    private readonly double[] laneTops;
    private readonly double bottom;

    public LaneDrawing(LaneChart chart)
    {
        this.chart = chart;
        legend = [.. Legend(chart)];
        var widestName = chart.Lanes.Select(lane => SvgCanvas.WidthOf(lane.Name, NameSize)).DefaultIfEmpty(0).Max();
        left = Heading.Left + Math.Min(widestName, 220) + 30;
        top = Heading.Height(legend) + Callout;
        laneTops = new double[chart.Lanes.Count];
        var y = top;
        for (var i = 0; i < laneTops.Length; i++)
        {
            laneTops[i] = y;
            y += MarkRow + chart.Lanes[i].Rows * SpanRow + LanePadding;
        }

        bottom = y;
    }

    public void Draw(Stream output)
    {
        using var canvas = new SvgCanvas(output, SvgRenderer.Width, bottom + 62 + chart.Key.Count * KeyRow, chart.Title);
        Heading.Draw(canvas, chart, legend);
        DrawAxes(canvas);
        DrawViolation(canvas);
        for (var i = 0; i < laneTops.Length; i++) DrawSpans(canvas, chart.Lanes[i], laneTops[i] + MarkRow);
        for (var i = 0; i < laneTops.Length; i++) DrawMarks(canvas, chart.Lanes[i], laneTops[i] + MarkRow - 12);
        DrawKey(canvas);
    }

    private double X(double at) => left + (at - chart.X.From) / (chart.X.To - chart.X.From) * (Right - left);

    private void DrawAxes(SvgCanvas canvas)
    {
        canvas.Text(Heading.Left, top - 8, chart.Y.Label, SmallSize, Palette.Faint);
        for (var i = 0; i < laneTops.Length; i++)
        {
            canvas.Line(Heading.Left, laneTops[i], Right, laneTops[i], Palette.Grid);
            canvas.Text(Heading.Left, laneTops[i] + MarkRow - 8, SvgCanvas.Fit(chart.Lanes[i].Name, left - Heading.Left - 8, NameSize), NameSize, bold: true);
            canvas.Line(left, laneTops[i] + MarkRow - 12, Right, laneTops[i] + MarkRow - 12, Palette.Grid);
        }

        foreach (var at in chart.Breaks) DrawBreak(canvas, X(at));
        canvas.Line(left, bottom, Right, bottom, Palette.Faint);
        foreach (var tick in TicksWithRoom())
        {
            canvas.Line(X(tick.At), bottom, X(tick.At), bottom + 5, Palette.Faint);
            canvas.Text(X(tick.At), bottom + 17, tick.Label, SmallSize, anchor: "middle");
        }

        canvas.Text((left + Right) / 2, bottom + 36, chart.X.Label, KeySize, Palette.Faint, "middle");
    }

    // The culprit's number is always written; of the others as many as do not touch.
    private IEnumerable<Tick> TicksWithRoom()
    {
        var placed = chart.X.Ticks.Where(tick => tick.At == chart.Violation.At).Take(1).ToList();
        foreach (var tick in chart.X.Ticks)
            if (placed.TrueForAll(other => Math.Abs(X(other.At) - X(tick.At)) > SvgCanvas.WidthOf(tick.Label, SmallSize) + 8)) placed.Add(tick);
        return placed.OrderBy(tick => tick.At);
    }

    private void DrawBreak(SvgCanvas canvas, double x)
    {
        canvas.Rectangle(x - 4, top, 8, bottom - top, "#f4f4f4");
        canvas.Line(x - 4, top, x - 4, bottom, Palette.Faint, dashes: "2 3");
        canvas.Line(x + 4, top, x + 4, bottom, Palette.Faint, dashes: "2 3");
        canvas.Text(x, bottom + 5, "≈", 14, Palette.Faint, "middle", halo: true);
    }

    private void DrawSpans(SvgCanvas canvas, Lane lane, double y)
    {
        foreach (var span in lane.Spans)
        {
            var (from, to) = (X(span.From), X(span.To));
            var spanTop = y + span.Row * SpanRow;
            canvas.Rectangle(from, spanTop, Math.Max(to - from - 1, 3), SpanHeight, Palette.Of(span.Kind), round: 2, tip: span.Label);
            if (span.BeganBefore) DrawEdge(canvas, from, spanTop);
            if (span.GoesOn) DrawEdge(canvas, to - 1, spanTop);
            DrawLabel(canvas, span, to, NextInRow(lane, span), spanTop + 12.5);
        }
    }

    // Inside if it fits, else beside it if nothing is there, else as much of it as says something.
    private void DrawLabel(SvgCanvas canvas, Span span, double to, double next, double baseline)
    {
        var inside = X(span.From) + 5;
        var width = SvgCanvas.WidthOf(span.Label, SmallSize);
        var cut = SvgCanvas.Fit(span.Label, to - inside - 8, SmallSize);
        if (width <= to - inside - 4) canvas.Text(inside, baseline, span.Label, SmallSize, Palette.TextOn(span.Kind));
        else if (width <= next - to - 8) canvas.Text(to + 3, baseline, span.Label, SmallSize, halo: true);
        else if (cut.Length >= FewestCharacters) canvas.Text(inside, baseline, cut, SmallSize, Palette.TextOn(span.Kind));
    }

    private double NextInRow(Lane lane, Span span) =>
        lane.Spans.Where(other => other.Row == span.Row && other.From >= span.To).Select(other => X(other.From)).DefaultIfEmpty(Right).Min();

    // A torn edge: it does not begin or end here.
    private static void DrawEdge(SvgCanvas canvas, double x, double y) =>
        canvas.Path(x, y, "l-3 3l6 3l-6 3l6 3l-6 3l3 2", "none", Palette.Paper, 2);

    private void DrawMarks(SvgCanvas canvas, Lane lane, double y)
    {
        foreach (var mark in lane.Marks)
        {
            var x = X(mark.At);
            if (mark.IsCulprit) canvas.Circle(x, y, 11, Palette.Paper, Palette.Violation, 2.5);
            MarkShapes.Draw(canvas, x, y, mark.Kind, mark.Label);
            if (mark.Tag is { } tag)
                canvas.Text(x, y - 14, tag, KeySize, mark.IsCulprit ? Palette.Violation : Palette.Ink, "middle", bold: true, halo: true);
        }
    }

    private void DrawViolation(SvgCanvas canvas)
    {
        var x = X(chart.Violation.At);
        canvas.Line(x, top - 4, x, bottom, Palette.Violation, 1.5, "5 3");
        var width = SvgCanvas.WidthOf(chart.Violation.Label, KeySize) + 14;
        var labelLeft = Math.Clamp(x - width / 2, left, Right - width);
        canvas.Rectangle(labelLeft, top - 24, width, 20, Palette.Violation, round: 3);
        canvas.Text(labelLeft + width / 2, top - 10, chart.Violation.Label, KeySize, Palette.Paper, "middle", bold: true);
    }

    private void DrawKey(SvgCanvas canvas)
    {
        for (var i = 0; i < chart.Key.Count; i++)
            canvas.Text(Heading.Left, bottom + 62 + i * KeyRow, SvgCanvas.Fit(chart.Key[i], Right - Heading.Left, KeySize), KeySize, fixedWidth: true);
    }

    private static IEnumerable<Heading.Entry> Legend(LaneChart chart)
    {
        foreach (var kind in chart.Lanes.SelectMany(lane => lane.Spans).Select(span => span.Kind).Distinct().Order())
            yield return new(Palette.Name(kind), (canvas, x, y) => canvas.Rectangle(x - 8, y - 6, 18, 12, Palette.Of(kind), round: 2));
        foreach (var kind in chart.Lanes.SelectMany(lane => lane.Marks).Select(mark => mark.Kind).Distinct().Order())
            yield return new(Palette.Name(kind), (canvas, x, y) => MarkShapes.Draw(canvas, x, y, kind));
        yield return new("violation", (canvas, x, y) => canvas.Circle(x, y, 7, Palette.Paper, Palette.Violation, 2.5));
    }
}
