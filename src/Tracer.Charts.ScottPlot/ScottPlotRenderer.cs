using System.Diagnostics;
using System.Text;
using Tracer.Reports.Charts;
using SP = ScottPlot;

namespace Tracer.Charts;

/// <summary>Draws charts with ScottPlot, as PNG or as SVG.</summary>
public sealed class ScottPlotRenderer : IChartRenderer
{
    private const int Width = 1200;

    private ScottPlotRenderer(string format) => Format = format;

    public static IChartRenderer Png { get; } = new ScottPlotRenderer("png");

    public static IChartRenderer Svg { get; } = new ScottPlotRenderer("svg");

    public string Format { get; }

    public void Render(Chart chart, Stream output)
    {
        using var plot = new SP.Plot();
        var height = chart switch
        {
            LaneChart lanes => LanePlot.Draw(plot, lanes),
            BarChart bars => BarPlot.Draw(plot, bars),
            _ => throw new UnreachableException($"no drawing for a {chart.GetType().Name}"),
        };
        plot.Title($"{chart.Title}\n{chart.Subtitle}", 16);
        plot.YLabel(chart.Y.Label);
        plot.ShowLegend(SP.Edge.Bottom);
        output.Write(Format == "png"
            ? plot.GetImageBytes(Width, height, SP.ImageFormat.Png)
            : Encoding.UTF8.GetBytes(plot.GetSvgXml(Width, height)));
    }
}
