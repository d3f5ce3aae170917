using ScottPlot;
using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>A chart with sizes and pixels, ready to be written.</summary>
internal sealed class Picture(Plot plot, Chart chart, int width, int height) : IDisposable
{
    /// <summary>Pixels of a PNG for one unit of the drawing, so that letters are sharp where screens are fine.</summary>
    private const int Scale = 2;

    /// <param name="chart">What is drawn.</param>
    /// <param name="width">How wide.</param>
    public static Picture Of(Chart chart, int width) => chart switch
    {
        LaneChart lanes => LanePlot.Of(lanes, width),
        BarChart bars => BarPlot.Of(bars, width),
        MatrixChart matrix => MatrixPlot.Of(matrix, width),
        _ => throw new System.Diagnostics.UnreachableException($"no drawing for a {chart.GetType().Name}"),
    };

    public byte[] Png()
    {
        plot.ScaleFactor = Scale;
        return plot.GetImageBytes(width * Scale, height * Scale, ImageFormat.Png);
    }

    public byte[] Svg()
    {
        plot.ScaleFactor = 1;
        var drawn = plot.GetSvgXml(width, height);
        return SvgText.Of(drawn, chart, plot.GetPlottables().OfType<Layer>().SelectMany(layer => layer.Tips));
    }

    public void Dispose() => plot.Dispose();
}
