using ScottPlot;
using Tracer.Analysis.Replay;
using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>How a span is drawn: its two edges tell how it began and ended.</summary>
internal static class SpanShape
{
    private const int Teeth = 4;
    private const float ToothDepth = 4;
    private const float LongestTail = 26;
    private const float Arrow = 12;

    /// <summary>True if its end, whatever it is, lies beyond what is drawn.</summary>
    public static bool IsTorn(Span span) => span.GoesOn && span.End != SpanEnd.Unended;

    /// <summary>The part of a span's area that is filled, and may hold letters.</summary>
    public static PixelRect Body(PixelRect area, Span span) => new(area.Left, area.Right - Tail(area, span), area.Bottom, area.Top);

    public static void Draw(Pen pen, PixelRect area, Span span)
    {
        var look = LookOf(span);
        var body = Body(area, span);
        List<Pixel> outline = [.. Side(body.Left, body.Bottom, body.Top, span.BeganBefore, inwards: 1), .. Side(body.Right, body.Top, body.Bottom, IsTorn(span), inwards: -1)];
        pen.Polygon(outline, look.Fill);
        pen.Hatching(new PixelRect(body.Left + (span.BeganBefore ? ToothDepth : 0), body.Right - (IsTorn(span) ? ToothDepth : 0), body.Bottom, body.Top), look);
        pen.Outline(outline, look.Edge);
        DrawTail(pen, new PixelRect(body.Right, area.Right, area.Bottom, area.Top), span, look);
    }

    /// <summary>What is not there: an outline in strokes.</summary>
    public static void DrawMissing(Pen pen, PixelRect area)
    {
        var corners = Corners(area);
        for (var i = 0; i < corners.Length; i++) pen.Dashes(new PixelLine(corners[i], corners[(i + 1) % corners.Length]), Palette.Violation, 1.5f, 4, 3);
    }

    /// <summary>How its area is filled: nothing where it is missing, hatched on paper where it is not known to have lasted.</summary>
    public static Look LookOf(Span span) => span switch
    {
        { IsMissing: true } => new Look(Palette.Paper, Palette.Violation, Palette.Violation, Hatch.None),
        { IsBeginUnknown: true } => Palette.Of(span.Kind) with { Fill = Palette.Paper, Text = Palette.Ink, Hatch = Hatch.Rising },
        _ => Palette.Of(span.Kind),
    };

    private static float Tail(PixelRect area, Span span) => (IsTorn(span) ? SpanEnd.Paired : span.End) switch
    {
        SpanEnd.GivenUp or SpanEnd.Disproved => Math.Min(LongestTail, area.Width * 0.5f),
        SpanEnd.Unended => Math.Min(Arrow, area.Width * 0.6f),
        _ => 0,
    };

    // Straight, or torn: it does not begin or end here.
    private static IEnumerable<Pixel> Side(float x, float from, float to, bool torn, int inwards)
    {
        yield return new(x, from);
        for (var i = 1; torn && i < 2 * Teeth; i++)
            yield return new(x + (i % 2 == 1 ? inwards * ToothDepth : 0), from + (to - from) * i / (2 * Teeth));
        yield return new(x, to);
    }

    private static Pixel[] Corners(PixelRect area) => [area.TopLeft, area.TopRight, area.BottomRight, area.BottomLeft];

    private static void DrawTail(Pen pen, PixelRect tail, Span span, Look look)
    {
        if (tail.Width <= 0) return;
        var middle = tail.VerticalCenter;
        switch (span.End)
        {
            case SpanEnd.GivenUp:
                pen.Hatching(tail, look with { Hatch = Hatch.Falling }, step: 4);
                pen.Outline(Corners(tail), look.Edge);
                pen.Marker(new(tail.Right, middle), MarkerShape.Eks, 10, Palette.Ink);
                break;
            case SpanEnd.Disproved:
                var corners = Corners(tail);
                for (var i = 0; i < corners.Length; i++) pen.Dashes(new PixelLine(corners[i], corners[(i + 1) % corners.Length]), look.Edge, 1, 1.5f, 2.5f);
                pen.Dashes(new PixelLine(tail.Left + 4, middle, tail.Right - 3, middle), look.Edge, 3, 3, 3);
                break;
            default:
                pen.Line(new PixelLine(tail.Left, middle, tail.Right, middle), look.Edge, 2);
                pen.Bent([new(tail.Right - 7, tail.Top + 2), new(tail.Right - 1, middle), new(tail.Right - 7, tail.Bottom - 2)], look.Edge, 2);
                break;
        }
    }
}
