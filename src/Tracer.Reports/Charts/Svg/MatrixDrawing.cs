namespace Tracer.Reports.Charts.Svg;

/// <summary>Shaded cells, with the rows' groups at the left edge.</summary>
internal sealed class MatrixDrawing
{
    private const double RowHeight = 22;
    private const double GroupGap = 10;
    private const double GroupSize = 13;
    private const double BoldWider = 1.1;
    private const double LabelSize = 12;
    private const double CellSize = 11;
    private const double HeaderHeight = 28;
    private const double Padding = 6;
    private const double WidestColumn = 240;
    private const double Corner = 9;
    private readonly MatrixChart chart;
    private readonly IReadOnlyList<Heading.Entry> legend;
    private readonly double rowLabels;
    private readonly double left;
    private readonly double columnWidth;

    public MatrixDrawing(MatrixChart chart)
    {
        this.chart = chart;
        List<Heading.Entry> entries = [.. chart.Cells.Select(cell => cell.Shade).Distinct().Order().Select(shade => new Heading.Entry(
            Palette.Name(shade), (canvas, x, y) => canvas.Rectangle(x - 8, y - 6, 14, 12, Palette.Of(shade), Palette.Grid)))];
        if (chart.Cells.Any(cell => cell.IsStuck)) entries.Add(new("some runs could not finish", (canvas, x, y) => DrawStuck(canvas, x + 4, y - 5)));
        legend = entries;
        rowLabels = Heading.Left + WidestOf(chart.Groups, GroupSize) * BoldWider + 2 * Padding;
        left = rowLabels + WidestOf(chart.Y.Ticks, LabelSize) + 2 * Padding;
        columnWidth = Math.Min(WidestColumn, (SvgRenderer.Width - Heading.Left - left) / Math.Max(chart.X.Ticks.Count, 1));
    }

    private double Top => Heading.Height(legend) + HeaderHeight;

    public void Draw(Stream output)
    {
        using var canvas = new SvgCanvas(output, SvgRenderer.Width, Y((int)chart.Y.To) + Heading.Left, chart.Title);
        Heading.Draw(canvas, chart, legend);
        foreach (var column in chart.X.Ticks)
            canvas.Text(left + column.At * columnWidth, Top - 9, SvgCanvas.Fit(column.Label, columnWidth - 4, LabelSize), LabelSize, anchor: "middle", bold: true);
        foreach (var group in chart.Groups)
        {
            var y = Y((int)group.At);
            canvas.Line(Heading.Left, y - GroupGap / 2, left + chart.X.To * columnWidth, y - GroupGap / 2, Palette.Grid);
            canvas.Text(Heading.Left, y + 15, group.Label, GroupSize, bold: true);
        }

        foreach (var row in chart.Y.Ticks) canvas.Text(rowLabels, Y((int)row.At) + 15, row.Label, LabelSize);
        foreach (var cell in chart.Cells) DrawCell(canvas, cell);
    }

    private static double WidestOf(IEnumerable<Tick> ticks, double size) => ticks.Select(tick => SvgCanvas.WidthOf(tick.Label, size)).DefaultIfEmpty(0).Max();

    // A row stands lower by a gap for every group that has begun.
    private double Y(int row) => Top + row * RowHeight + chart.Groups.Count(group => group.At <= row && group.At > 0) * GroupGap;

    private void DrawCell(SvgCanvas canvas, MatrixCell cell)
    {
        var (x, y) = (left + cell.Column * columnWidth, Y(cell.Row));
        canvas.Rectangle(x + 1, y + 1, columnWidth - 2, RowHeight - 2, Palette.Of(cell.Shade), tip: cell.Tip);
        if (cell.Words.Count > 0)
            canvas.Text(x + Padding, y + 15, Fitting(cell.Words, columnWidth - 2 * Padding - (cell.IsStuck ? Corner : 0)), CellSize, Palette.TextOn(cell.Shade));
        if (cell.IsStuck) DrawStuck(canvas, x + columnWidth - 1, y + 1);
    }

    /// <summary>As many of the words as there is room for, and how many more there are.</summary>
    private static string Fitting(IReadOnlyList<string> words, double room)
    {
        for (var shown = words.Count; shown > 0; shown--)
        {
            var text = string.Join(' ', words.Take(shown)) + (shown < words.Count ? $" +{words.Count - shown}" : "");
            if (SvgCanvas.WidthOf(text, CellSize) <= room) return text;
        }

        return words.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    // A turned-down corner, told by its shape where colours are not.
    private static void DrawStuck(SvgCanvas canvas, double right, double top) =>
        canvas.Path(right, top, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"h-{Corner}l{Corner} {Corner}z"), Palette.Ink);
}
