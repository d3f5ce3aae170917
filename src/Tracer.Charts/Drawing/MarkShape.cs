using ScottPlot;
using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>A shape for each kind of mark, so that colour is never the only difference.</summary>
internal static class MarkShape
{
    private const float Size = 11;

    public static void Draw(Pen pen, Pixel at, MarkKind kind)
    {
        var colour = Palette.Of(kind);
        if (kind == MarkKind.Flush) pen.Area(new PixelRect(at.X - 3, at.X + 3, at.Y + 7, at.Y - 7), colour);
        else pen.Marker(at, Of(kind), kind == MarkKind.Witness ? 8 : Size, colour, kind == MarkKind.PageFreed ? 2.5f : 2);
    }

    /// <summary>The ring around what breaks the rule.</summary>
    public static void Ring(Pen pen, Pixel at, float size)
    {
        pen.Marker(at, MarkerShape.FilledCircle, size, Palette.Paper);
        pen.Marker(at, MarkerShape.OpenCircle, size, Palette.Violation, 2.5f);
    }

    private static MarkerShape Of(MarkKind kind) => kind switch
    {
        MarkKind.Change => MarkerShape.FilledTriangleDown,
        MarkKind.Invalidation => MarkerShape.FilledDiamond,
        MarkKind.DeviceMapping => MarkerShape.FilledSquare,
        MarkKind.DeviceUnmapping => MarkerShape.OpenSquare,
        MarkKind.DeviceAccess => MarkerShape.FilledTriangleUp,
        MarkKind.PageFreed => MarkerShape.Eks,
        _ => MarkerShape.FilledCircle,
    };
}
