namespace Tracer.Reports.Charts.Svg;

/// <summary>Title, subtitle and legend, at the top of every chart.</summary>
internal static class Heading
{
    public const double Left = 24;
    private const double TitleSize = 17;
    private const double SubtitleSize = 13;
    private const double LegendSize = 12;
    private const double LegendRow = 20;
    private const double LegendTop = 76;

    /// <summary>One entry: draws its symbol at a place and tells what it stands for.</summary>
    public readonly record struct Entry(string Label, Action<SvgCanvas, double, double> Symbol);

    /// <summary>Where the drawing below may begin.</summary>
    public static double Height(IReadOnlyList<Entry> legend) => LegendTop + Places(legend).Select(place => place.Y).DefaultIfEmpty(0).Max() + 16;

    public static void Draw(SvgCanvas canvas, Chart chart, IReadOnlyList<Entry> legend)
    {
        const double room = SvgRenderer.Width - 2 * Left;
        canvas.Text(Left, 30, SvgCanvas.Fit(chart.Title, room, TitleSize), TitleSize, bold: true);
        canvas.Text(Left, 51, SvgCanvas.Fit(chart.Subtitle, room, SubtitleSize), SubtitleSize, Palette.Faint);
        foreach (var ((x, y), entry) in Places(legend).Zip(legend))
        {
            entry.Symbol(canvas, x + 8, LegendTop + y - 4);
            canvas.Text(x + 22, LegendTop + y, entry.Label, LegendSize);
        }
    }

    private static IEnumerable<(double X, double Y)> Places(IEnumerable<Entry> legend)
    {
        var (x, y) = (Left, 0.0);
        foreach (var entry in legend)
        {
            var width = 22 + SvgCanvas.WidthOf(entry.Label, LegendSize) + 14;
            if (x + width > SvgRenderer.Width - Left) (x, y) = (Left, y + LegendRow);
            yield return (x, y);
            x += width;
        }
    }
}
