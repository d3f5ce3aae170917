using ScottPlot;
using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>Stacked bars.</summary>
internal static class BarPlot
{
    private const float Height = 400;
    private const float TickLength = 4;

    public static Picture Of(BarChart chart, int width)
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
        var named = chart.NamesSeries ? chart.Series : [];
        Heading.Entry[] key = [.. named.Select(series => new Heading.Entry($"{series.Name} ({series.Counts.Sum():N0})", (pen, area) => pen.Area(area, LookOf(series))))];
        return Page.Finish(plot, chart, new Heading(chart, key, width), new Notes(null, chart.Key, width), width, Height, around);
    }

    private static Look LookOf(Data.BarSeries series) => series.Kind is { } kind ? Palette.Of(kind) : Palette.OfRule(series.Name);

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
            foreach (var series in chart.Series)
            {
                var count = series.Counts[bin];
                if (count == 0) continue;
                var area = new PixelRect(from + slack, to - slack, Y(below), Y(below + count));
                pen.Area(area, LookOf(series));
                Tell(area, $"{series.Name}: {count:N0}");
                below += count;
            }
        }
    }
}
