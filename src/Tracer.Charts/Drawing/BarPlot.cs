using ScottPlot;
using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>Stacked bars.</summary>
internal static class BarPlot
{
    private const float Height = 400;
    private const float TickLength = 4;

    public static Picture Of(BarChart chart)
    {
        var plot = Page.Blank();
        var around = new PixelPadding(Page.Edge + 60, Page.Edge + 12, 54, 12);
        plot.Add.Plottable(new BarLayer(chart));
        plot.Axes.SetLimits(chart.X.From, chart.X.To, chart.Y.From, chart.Y.To);
        Page.SetTicks(plot.Axes.Bottom, chart.X.Ticks, TextStyle.Plain, TickLength);
        Page.SetTicks(plot.Axes.Left, chart.Y.Ticks, TextStyle.Plain);
        plot.Axes.Bottom.Label.Text = chart.X.Label;
        plot.Axes.Left.Label.Text = chart.Y.Label;
        plot.Axes.Bottom.FrameLineStyle.Width = 1;
        plot.Axes.Bottom.FrameLineStyle.Color = Color.FromHex(Palette.Faint);
        Heading.Entry[] key = [.. chart.Series.Select((series, i) => new Heading.Entry($"{series.Name} ({series.Counts.Sum():N0})", (pen, area) => pen.Area(area, Palette.Series(i))))];
        return Page.Finish(plot, chart, new Heading(chart, key), new Notes(null, []), Height, around);
    }

    private sealed class BarLayer(BarChart chart) : Layer
    {
        // Bars of a few bins are not drawn as wide as a wall.
        private const float Widest = 90;

        protected override void Draw(Pen pen)
        {
            foreach (var tick in chart.Y.Ticks.Where(tick => tick.At > chart.Y.From))
                pen.Line(new PixelLine(pen.Data.Left, Y(tick.At), pen.Data.Right, Y(tick.At)), Palette.Grid);
            var bins = chart.Series.Select(series => series.Counts.Count).DefaultIfEmpty(0).Max();
            for (var bin = 0; bin < bins; bin++) DrawBin(pen, bin);
        }

        private void DrawBin(Pen pen, int bin)
        {
            var (from, to) = (X(chart.X.From + bin * chart.BinWidth), X(chart.X.From + (bin + 1) * chart.BinWidth));
            var slack = Math.Max(1, (to - from - Widest) / 2);
            var below = 0;
            foreach (var (i, series) in chart.Series.Index())
            {
                var count = series.Counts[bin];
                if (count == 0) continue;
                var area = new PixelRect(from + slack, to - slack, Y(below), Y(below + count));
                pen.Area(area, Palette.Series(i));
                Tell(area, $"{series.Name}: {count:N0}");
                below += count;
            }
        }
    }
}
