using Tracer.Reports.Charts;
using SP = ScottPlot;

namespace Tracer.Charts;

/// <summary>Lanes from the top: a row for the marks of a task, rows for its spans below.</summary>
internal static class LanePlot
{
    private const double MarkRow = 1.6;
    private const double SpanHeight = 0.85;
    private const int PixelsOfARow = 24;
    private const int PixelsAround = 260;
    private const int PixelsOfAKeyLine = 18;

    /// <summary>Draws it and says how high it needs to be.</summary>
    public static int Draw(SP.Plot plot, LaneChart chart)
    {
        var rows = chart.Lanes.Sum(lane => MarkRow + lane.Rows);
        var names = new List<double>();
        var y = rows;
        foreach (var lane in chart.Lanes)
        {
            names.Add(y - MarkRow / 2);
            foreach (var span in lane.Spans) Draw(plot, span, y - MarkRow - span.Row);
            foreach (var mark in lane.Marks) Draw(plot, mark, y - MarkRow / 2 - 0.2);
            y -= MarkRow + lane.Rows;
        }

        plot.Add.VerticalLine(chart.Violation.At, 1.5f, Colour(Palette.Violation), SP.LinePattern.Dashed);
        Label(plot, chart.Violation.Label, chart.Violation.At, rows, SP.Alignment.UpperCenter, Palette.Violation, bold: true);
        plot.Axes.Left.SetTicks([.. names], [.. chart.Lanes.Select(lane => lane.Name)]);
        plot.Axes.Bottom.SetTicks([.. chart.X.Ticks.Select(tick => tick.At)], [.. chart.X.Ticks.Select(tick => tick.Label)]);
        plot.Axes.SetLimits(chart.X.From, chart.X.To, 0, rows + 1);
        plot.HideGrid();
        plot.XLabel(string.Join('\n', [chart.X.Label, .. chart.Key]), 12);
        AddLegend(plot, chart);
        return (int)(rows * PixelsOfARow) + PixelsAround + chart.Key.Count * PixelsOfAKeyLine;
    }

    private static void Draw(SP.Plot plot, Span span, double top)
    {
        var rectangle = plot.Add.Rectangle(span.From, span.To, top - SpanHeight, top);
        rectangle.FillColor = Colour(Palette.Of(span.Kind));
        rectangle.LineWidth = 0;
        Label(plot, span.Label, span.From, top - SpanHeight / 2, SP.Alignment.MiddleLeft, Palette.TextOn(span.Kind));
    }

    private static void Draw(SP.Plot plot, Mark mark, double y)
    {
        if (mark.IsCulprit) Ring(plot, mark.At, y);
        var marker = plot.Add.Marker(mark.At, y, Shape(mark.Kind), 10, Colour(Palette.Of(mark.Kind)));
        marker.LineWidth = 2;
        if (mark.Tag is { } tag) Label(plot, tag, mark.At, y + 0.4, SP.Alignment.LowerCenter, mark.IsCulprit ? Palette.Violation : Palette.Ink, bold: true);
    }

    private static void Ring(SP.Plot plot, double x, double y)
    {
        var ring = plot.Add.Marker(x, y, SP.MarkerShape.OpenCircle, 20, Colour(Palette.Violation));
        ring.LineWidth = 2;
    }

    private static void Label(SP.Plot plot, string text, double x, double y, SP.Alignment alignment, string colour, bool bold = false)
    {
        var label = plot.Add.Text(text, x, y);
        label.LabelAlignment = alignment;
        label.LabelFontColor = Colour(colour);
        label.LabelFontSize = 11;
        label.LabelBold = bold;
    }

    private static void AddLegend(SP.Plot plot, LaneChart chart)
    {
        foreach (var kind in chart.Lanes.SelectMany(lane => lane.Spans).Select(span => span.Kind).Distinct().Order())
            plot.Legend.ManualItems.Add(new SP.LegendItem { LabelText = Palette.Name(kind), FillColor = Colour(Palette.Of(kind)) });
        foreach (var kind in chart.Lanes.SelectMany(lane => lane.Marks).Select(mark => mark.Kind).Distinct().Order())
        {
            plot.Legend.ManualItems.Add(new SP.LegendItem
            {
                LabelText = Palette.Name(kind), MarkerShape = Shape(kind), MarkerSize = 10, MarkerColor = Colour(Palette.Of(kind)), MarkerLineWidth = 2,
            });
        }
    }

    private static SP.MarkerShape Shape(MarkKind kind) => kind switch
    {
        MarkKind.Change => SP.MarkerShape.FilledTriangleDown,
        MarkKind.Invalidation => SP.MarkerShape.FilledDiamond,
        MarkKind.Flush => SP.MarkerShape.Cross,
        MarkKind.DeviceMapping => SP.MarkerShape.FilledSquare,
        MarkKind.DeviceUnmapping => SP.MarkerShape.OpenSquare,
        MarkKind.DeviceAccess => SP.MarkerShape.FilledTriangleUp,
        MarkKind.PageFreed => SP.MarkerShape.Eks,
        _ => SP.MarkerShape.FilledCircle,
    };

    private static SP.Color Colour(string hex) => SP.Color.FromHex(hex);
}
