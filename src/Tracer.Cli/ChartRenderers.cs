using Tracer.Reports.Charts;
using Tracer.Reports.Charts.Svg;

namespace Tracer.Cli;

/// <summary>Picks who draws a picture, by the file's ending.</summary>
internal static class ChartRenderers
{
    private static readonly IChartRenderer[] All =
    [
        new SvgRenderer(),
#if SCOTTPLOT
        Tracer.Charts.ScottPlotRenderer.Png,
#endif
    ];

    public static IChartRenderer For(string path)
    {
        var ending = Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
        return All.FirstOrDefault(renderer => renderer.Format == ending) ?? throw new ArgumentException(ending == "png"
            ? $"{path}: this build draws no PNG; write FILE.svg, or build with -p:ScottPlot=true"
            : $"{path}: no chart format '{ending}'; known: {string.Join(", ", All.Select(renderer => renderer.Format))}");
    }
}
