using System.Diagnostics;

namespace Tracer.Reports.Charts.Svg;

/// <summary>Draws charts as SVG, 1200 wide and as high as they need, on a light ground.</summary>
public sealed class SvgRenderer : IChartRenderer
{
    public const double Width = 1200;

    public string Format => "svg";

    public void Render(Chart chart, Stream output)
    {
        switch (chart)
        {
            case LaneChart lanes: new LaneDrawing(lanes).Draw(output); break;
            case BarChart bars: new BarDrawing(bars).Draw(output); break;
            case MatrixChart matrix: new MatrixDrawing(matrix).Draw(output); break;
            default: throw new UnreachableException($"no drawing for a {chart.GetType().Name}");
        }
    }
}
