using ScottPlot;
using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>A chart with sizes and pixels, ready to be written.</summary>
internal sealed class Picture(Plot plot, Chart chart, int height) : IDisposable
{
    /// <summary>Pixels of a PNG for one unit of the drawing, so that letters are sharp where screens are fine.</summary>
    private const int Scale = 2;

    public static Picture Of(Chart chart) => chart switch
    {
        LaneChart lanes => LanePlot.Of(lanes),
        BarChart bars => BarPlot.Of(bars),
        MatrixChart matrix => MatrixPlot.Of(matrix),
        _ => throw new System.Diagnostics.UnreachableException($"no drawing for a {chart.GetType().Name}"),
    };

    public byte[] Png()
    {
        plot.ScaleFactor = Scale;
        return plot.GetImageBytes(Page.Width * Scale, height * Scale, ImageFormat.Png);
    }

    public byte[] Svg()
    {
        plot.ScaleFactor = 1;
        var drawn = plot.GetSvgXml(Page.Width, height);
        return SvgText.Of(drawn, chart, plot.GetPlottables().OfType<Layer>().SelectMany(layer => layer.Tips));
    }

    public void Dispose() => plot.Dispose();
}
