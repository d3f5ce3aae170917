namespace Tracer.Reports.Charts.Svg;

/// <summary>Stacked bars over a run.</summary>
internal sealed class BarDrawing(BarChart chart)
{
    private const double Height = 560;
    private const double Left = 84;
    private const double Right = SvgRenderer.Width - 32;
    private const double Bottom = Height - 64;
    private const double TickSize = 12;
    private readonly IReadOnlyList<Heading.Entry> legend = [.. chart.Series.Select((series, i) => new Heading.Entry(
        $"{series.Name} ({series.Counts.Sum():N0})", (canvas, x, y) => canvas.Rectangle(x - 8, y - 6, 14, 12, Palette.Series(i))))];

    public void Draw(Stream output)
    {
        using var canvas = new SvgCanvas(output, SvgRenderer.Width, Height, chart.Title);
        Heading.Draw(canvas, chart, legend);
        DrawAxes(canvas);
        var bins = chart.Series.Count == 0 ? 0 : chart.Series[0].Counts.Count;
        for (var bin = 0; bin < bins; bin++) DrawBin(canvas, bin);
    }

    private double Top => Heading.Height(legend) + 16;

    private double X(double at) => Left + (at - chart.X.From) / (chart.X.To - chart.X.From) * (Right - Left);

    private double Y(double count) => Bottom - (count - chart.Y.From) / (chart.Y.To - chart.Y.From) * (Bottom - Top);

    private void DrawAxes(SvgCanvas canvas)
    {
        foreach (var tick in chart.Y.Ticks)
        {
            canvas.Line(Left, Y(tick.At), Right, Y(tick.At), Palette.Grid);
            canvas.Text(Left - 8, Y(tick.At) + 4, tick.Label, TickSize, anchor: "end");
        }

        foreach (var tick in chart.X.Ticks)
        {
            canvas.Line(X(tick.At), Bottom, X(tick.At), Bottom + 5, Palette.Faint);
            canvas.Text(X(tick.At), Bottom + 19, tick.Label, TickSize, anchor: "middle");
        }

        canvas.Line(Left, Bottom, Right, Bottom, Palette.Faint);
        canvas.Text((Left + Right) / 2, Height - 20, chart.X.Label, TickSize, Palette.Faint, "middle");
        canvas.Text(28, (Top + Bottom) / 2, chart.Y.Label, TickSize, Palette.Faint, "middle", turn: -90);
    }

    private void DrawBin(SvgCanvas canvas, int bin)
    {
        var (from, to) = (X(chart.X.From + bin * chart.BinWidth), X(chart.X.From + (bin + 1) * chart.BinWidth));
        var below = 0;
        for (var i = 0; i < chart.Series.Count; i++)
        {
            var count = chart.Series[i].Counts[bin];
            if (count == 0) continue;
            canvas.Rectangle(from + 1, Y(below + count), to - from - 2, Y(below) - Y(below + count), Palette.Series(i), Palette.Paper, tip: $"{chart.Series[i].Name}: {count}");
            below += count;
        }
    }
}
