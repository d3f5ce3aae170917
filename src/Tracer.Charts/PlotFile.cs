using Tracer.Charts.Data;
using Tracer.Charts.Drawing;

namespace Tracer.Charts;

/// <summary>Writes charts as pictures: the same chart gives the same bytes each time.</summary>
public static class PlotFile
{
    private const string Svg = "svg";
    private const string Png = "png";

    // ScottPlot keeps fonts and paints for the whole process, and does not say that several threads may draw at once.
    private static readonly Lock Drawing = new();

    /// <summary>What a chart can be written as; a file's ending says the same.</summary>
    public static IReadOnlyList<string> Formats { get; } = [Svg, Png];

    /// <summary>The format that is asked for, or that of the file's ending.</summary>
    /// <exception cref="ArgumentException">None was asked for and the ending is no format.</exception>
    public static string FormatOf(string path, string? asked = null)
    {
        var format = asked ?? Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
        return Formats.Contains(format) ? format : throw new ArgumentException($"{path}: no chart format '{format}'; known: {string.Join(", ", Formats)}");
    }

    /// <summary>Draws the chart.</summary>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="size">How wide it is; a page by default.</param>
    public static void Write(Chart chart, string format, Stream output, PictureSize? size = null)
    {
        lock (Drawing)
        {
            using var picture = Picture.Of(chart, (size ?? PictureSize.Page).Width);
            output.Write(format == Png ? picture.Png() : picture.Svg());
        }
    }
}
