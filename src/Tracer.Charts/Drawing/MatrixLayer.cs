using System.Globalization;
using ScottPlot;
using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>The cells of a matrix.</summary>
internal sealed class MatrixLayer(MatrixChart chart, MatrixRows rows) : Layer
{
    private const float Padding = 6;
    private const float Corner = 9;

    /// <summary>As many of the words as there is room for, and how many more there are.</summary>
    public static string Fitting(IReadOnlyList<string> words, float room)
    {
        for (var shown = words.Count; shown > 0; shown--)
        {
            var text = string.Join(' ', words.Take(shown)) + (shown < words.Count ? $" +{words.Count - shown}" : "");
            if (TextStyle.Small.WidthOf(text) <= room) return text;
        }

        return words.Count.ToString(CultureInfo.InvariantCulture);
    }

    // A turned-down corner, told by its shape where colours are not.
    public static void DrawStuck(Pen pen, float right, float top) =>
        pen.Polygon([new(right, top), new(right - Corner, top), new(right, top + Corner)], Palette.Ink);

    protected override void Draw(Pen pen)
    {
        foreach (var cell in chart.Cells) DrawCell(pen, cell);
    }

    private void DrawCell(Pen pen, MatrixCell cell)
    {
        var top = Y(rows.Top(cell.Row));
        var area = new PixelRect(X(cell.Column) + 1, X(cell.Column + 1) - 1, top + MatrixRows.RowHeight - 1, top + 1);
        var look = Palette.Of(cell.Gravest);
        pen.Area(area, look.Fill);
        pen.Hatching(area, look);
        Tell(area, cell.Tip);
        if (cell.Words.Count > 0)
        {
            var text = Fitting(cell.Words, area.Width - 2 * Padding - (cell.IsStuck ? Corner : 0));
            pen.Text(new(area.Left + Padding, area.VerticalCenter), text, TextStyle.Small, look.Text, ground: look.Hatch == Hatch.None ? null : look.Fill);
        }

        if (cell.IsStuck) DrawStuck(pen, area.Right, area.Top);
    }
}
