using ScottPlot;
using Tracer.Analysis.Explaining;
using Tracer.Charts.Data;
using Tracer.Charts.Fonts;

namespace Tracer.Charts.Drawing;

/// <summary>A plot whose frame stands where it is told to: as wide as is asked for, and as high as what is drawn needs.</summary>
internal static class Page
{
    /// <summary>The paper that stays free on all sides.</summary>
    public const float Edge = 24;

    /// <summary>An empty plot in the program's own letters.</summary>
    public static Plot Blank()
    {
        ShippedFonts.Use();
        var plot = new Plot();
        plot.HideGrid();
        foreach (var axis in plot.Axes.GetAxes())
        {
            axis.SetTicks([], []);
            axis.MajorTickStyle.Length = axis.MinorTickStyle.Length = 0;
            axis.FrameLineStyle.Width = 0;
            Letters(axis.TickLabelStyle, TextStyle.Plain, Palette.Ink);
            Letters(axis.Label, TextStyle.Plain, Palette.Faint);
        }

        return plot;
    }

    /// <summary>Puts ticks and their labels on an axis.</summary>
    public static void SetTicks(IAxis axis, IEnumerable<Data.Tick> ticks, TextStyle style, float length = 0)
    {
        Data.Tick[] all = [.. ticks];
        axis.SetTicks([.. all.Select(tick => tick.At)], [.. all.Select(tick => Printable.Of(tick.Label))]);
        axis.MajorTickStyle.Length = length;
        axis.MajorTickStyle.Color = Color.FromHex(Palette.Faint);
        Letters(axis.TickLabelStyle, style, Palette.Ink);
    }

    /// <summary>The picture, once axes and layers are on the plot.</summary>
    /// <param name="width">Of the picture.</param>
    /// <param name="dataHeight">How high the part between the axes is.</param>
    /// <param name="around">The room for axes at the four sides, without heading and notes.</param>
    public static Picture Finish(Plot plot, Chart chart, Heading heading, Notes notes, int width, float dataHeight, PixelPadding around)
    {
        plot.Axes.AddPanel(heading);
        plot.Axes.AddPanel(notes);
        var (top, bottom) = (heading.Size + around.Top, notes.Size + around.Bottom);
        plot.Layout.Fixed(new PixelPadding(around.Left, around.Right, bottom, top));
        return new Picture(plot, chart, width, (int)MathF.Ceiling(top + dataHeight + bottom));
    }

    private static void Letters(LabelStyle label, TextStyle style, string colour)
    {
        label.FontName = ShippedFonts.Family;
        label.FontSize = style.Size;
        label.Bold = style.Bold;
        label.ForeColor = Color.FromHex(colour);

        // What ScottPlot calls the middle of a text lies below the middle of its letters.
        label.OffsetY = style.Size * 0.17f;
    }
}
