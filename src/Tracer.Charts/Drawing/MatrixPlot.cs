using ScottPlot;
using SkiaSharp;
using Tracer.Analysis.Findings;
using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>Shaded cells, with the rows' groups at the left edge.</summary>
internal static class MatrixPlot
{
    private const float WidestColumn = 240;
    private const float LevelHeader = 44;
    private const float Padding = 6;
    private const float Turn = -30;
    private static readonly TextStyle Header = TextStyle.Letter;

    public static Picture Of(MatrixChart chart, int pageWidth)
    {
        var plot = Page.Blank();
        var rows = new MatrixRows(chart);
        var groups = Page.Edge + WidestOf(chart.Groups, TextStyle.Name) + 16;
        var left = groups + WidestOf(chart.Y.Ticks, TextStyle.Plain) + 2 * Padding;
        var width = Math.Min(WidestColumn * chart.X.Ticks.Count, pageWidth - Page.Edge - left);
        var widestHeader = WidestOf(chart.X.Ticks, Header);

        // Names that are wider than their columns are turned; the last then needs room at the right.
        var isTurned = widestHeader > width / Math.Max(chart.X.Ticks.Count, 1) - 4;
        if (isTurned) width = Math.Min(width, pageWidth - Page.Edge - left - 50);
        var around = new PixelPadding(left, pageWidth - left - width, 0, isTurned ? LevelHeader + widestHeader / 2 - 8 : LevelHeader);
        plot.Add.Plottable(new MatrixLayer(chart, rows));
        plot.Axes.SetLimits(chart.X.From, chart.X.To, rows.Height, 0);
        Page.SetTicks(plot.Axes.Left, chart.Y.Ticks.Select(tick => tick with { At = rows.Middle((int)tick.At) }), TextStyle.Plain);
        plot.Axes.AddPanel(new ColumnNames(chart, isTurned));
        plot.Axes.AddPanel(new GroupNames(chart, rows, groups));
        return Page.Finish(plot, chart, new Heading(chart, [.. Key(chart)], pageWidth), new Notes(null, [], pageWidth), pageWidth, rows.Height, around);
    }

    private static float WidestOf(IEnumerable<Data.Tick> ticks, TextStyle style) => ticks.Select(tick => style.WidthOf(tick.Label)).DefaultIfEmpty(0).Max();

    private static IEnumerable<Heading.Entry> Key(MatrixChart chart)
    {
        // From the least to the gravest.
        foreach (var gravest in chart.Cells.Select(cell => cell.Gravest).Distinct().OrderByDescending(gravest => gravest ?? (Severity)int.MaxValue))
            yield return new(Palette.Name(gravest), (pen, area) => pen.Area(area, Palette.Of(gravest)));
        if (chart.Cells.Any(cell => cell.IsStuck)) yield return new("some runs could not finish", (pen, area) => MatrixLayer.DrawStuck(pen, area.Right - 4, area.Top + 1));
    }

    /// <summary>The groups' names, left of those of their rows.</summary>
    private sealed class GroupNames(MatrixChart chart, MatrixRows rows, float right) : Margin(Edge.Left)
    {
        public override float Size => right;

        protected override void Draw(Pen pen, PixelRect page)
        {
            foreach (var group in chart.Groups)
            {
                var top = pen.Data.Top + rows.Top((int)group.At);
                pen.Line(new PixelLine(Page.Edge, top - MatrixRows.GroupGap / 2, pen.Data.Right, top - MatrixRows.GroupGap / 2), Palette.Grid);
                pen.Text(new(Page.Edge, top + MatrixRows.RowHeight / 2), group.Label, TextStyle.Name);
            }
        }
    }

    /// <summary>The columns' names, above them.</summary>
    private sealed class ColumnNames(MatrixChart chart, bool isTurned) : Margin(Edge.Top)
    {
        public override float Size => LevelHeader;

        protected override void Draw(Pen pen, PixelRect page)
        {
            var width = pen.Data.Width / Math.Max((float)chart.X.To, 1);
            var y = pen.Data.Top - (isTurned ? 16 : 13);
            foreach (var column in chart.X.Ticks)
            {
                var x = pen.Data.Left + (float)column.At * width;
                if (isTurned) pen.Text(new(x - width / 4, y), column.Label, Header, turn: Turn);
                else pen.Text(new(x, y), Header.Fit(column.Label, width - 4), Header, align: SKTextAlign.Center);
            }

            pen.Text(new(pen.Data.Left - 2 * Padding, y), chart.X.Label, TextStyle.Plain, Palette.Faint, SKTextAlign.Right);
        }
    }
}
