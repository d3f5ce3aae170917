using Tracer.Reports.Charts;
using SP = ScottPlot;

namespace Tracer.Charts;

/// <summary>Stacked bars over a run.</summary>
internal static class BarPlot
{
    private const int Height = 600;

    /// <summary>Draws it and says how high it needs to be.</summary>
    public static int Draw(SP.Plot plot, BarChart chart)
    {
        var below = new int[chart.Series.Select(series => series.Counts.Count).DefaultIfEmpty(0).Max()];
        for (var i = 0; i < chart.Series.Count; i++)
        {
            var colour = SP.Color.FromHex(Palette.Series(i));
            var series = chart.Series[i];
            for (var bin = 0; bin < series.Counts.Count; bin++)
            {
                if (series.Counts[bin] == 0) continue;
                var from = chart.X.From + bin * chart.BinWidth;
                var bar = plot.Add.Rectangle(from, from + chart.BinWidth, below[bin], below[bin] + series.Counts[bin]);
                bar.FillColor = colour;
                bar.LineColor = SP.Color.FromHex(Palette.Paper);
                below[bin] += series.Counts[bin];
            }

            plot.Legend.ManualItems.Add(new SP.LegendItem { LabelText = $"{series.Name} ({series.Counts.Sum():N0})", FillColor = colour });
        }

        plot.Axes.Bottom.SetTicks([.. chart.X.Ticks.Select(tick => tick.At)], [.. chart.X.Ticks.Select(tick => tick.Label)]);
        plot.Axes.Left.SetTicks([.. chart.Y.Ticks.Select(tick => tick.At)], [.. chart.Y.Ticks.Select(tick => tick.Label)]);
        plot.Axes.SetLimits(chart.X.From, chart.X.To, chart.Y.From, chart.Y.To);
        plot.XLabel(chart.X.Label);
        return Height;
    }
}
