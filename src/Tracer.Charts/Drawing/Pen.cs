using ScottPlot;
using SkiaSharp;

namespace Tracer.Charts.Drawing;

/// <summary>What all drawings are made of: areas, lines and letters, on ScottPlot's canvas.</summary>
internal sealed class Pen(RenderPack pack)
{
    private const float HatchStep = 5;
    private const float HatchWidth = 0.8f;

    /// <summary>The part of the picture that the axes frame.</summary>
    public PixelRect Data => pack.DataRect;

    public void Area(PixelRect area, string fill) => Filled(fill).Render(pack.Canvas, area, pack.Paint);

    /// <summary>An area as it looks, hatching and outline included.</summary>
    public void Area(PixelRect area, Look look)
    {
        Area(area, look.Fill);
        Hatching(area, look);
        Outline([area.TopLeft, area.TopRight, area.BottomRight, area.BottomLeft], look.Edge);
    }

    public void Hatching(PixelRect area, Look look, float step = HatchStep) => Lines(HatchLines.Of(look.Hatch, area, step), look.Edge, HatchWidth);

    public void Line(PixelLine line, string colour, float width = 1) => Lines([line], colour, width);

    /// <summary>A line in strokes. Their path is made here: an SVG knows no effects on paths.</summary>
    public void Dashes(PixelLine line, string colour, float width, float stroke, float gap)
    {
        var (across, down) = (line.X2 - line.X1, line.Y2 - line.Y1);
        var length = MathF.Sqrt(across * across + down * down);
        var strokes = new List<PixelLine>();
        for (var from = 0f; from < length; from += stroke + gap)
        {
            var (begin, end) = (from / length, Math.Min(from + stroke, length) / length);
            strokes.Add(new PixelLine(line.X1 + across * begin, line.Y1 + down * begin, line.X1 + across * end, line.Y1 + down * end));
        }

        Lines(strokes, colour, width);
    }

    public void Polygon(IReadOnlyList<Pixel> corners, string fill)
    {
        using var path = Joined(corners, close: true);
        ScottPlot.Drawing.FillPath(pack.Canvas, pack.Paint, path, Filled(fill));
    }

    public void Outline(IReadOnlyList<Pixel> corners, string colour, float width = 1)
    {
        using var path = Joined(corners, close: true);
        Stroke(path, colour, width);
    }

    /// <summary>A line with bends.</summary>
    public void Bent(IReadOnlyList<Pixel> corners, string colour, float width)
    {
        using var path = Joined(corners, close: false);
        Stroke(path, colour, width);
    }

    public void Marker(Pixel at, MarkerShape shape, float size, string colour, float lineWidth = 2) =>
        new MarkerStyle(shape, size, Color.FromHex(colour)) { LineWidth = lineWidth }.Render(pack.Canvas, at, pack.Paint);

    /// <summary>One line of text, upright in the middle of its height at the given place.</summary>
    /// <param name="align">Which part of it lies there.</param>
    /// <param name="ground">What the letters stand on; it covers what was drawn there before.</param>
    /// <param name="turn">Degrees, clockwise.</param>
    public void Text(Pixel at, string text, TextStyle style, string colour = Palette.Ink, SKTextAlign align = SKTextAlign.Left, string? ground = null, float turn = 0)
    {
        if (ground is not null) Area(style.Box(at, text, align), ground);
        using var font = style.Font();
        using var paint = new SKPaint { Color = Color.FromHex(colour).ToSKColor(), IsAntialias = true };
        pack.Canvas.Save();
        pack.Canvas.Translate(at.X, at.Y);
        if (turn != 0) pack.Canvas.RotateDegrees(turn);
        pack.Canvas.DrawText(Printable.Of(text), 0, style.BaselineBelowMiddle, align, font, paint);
        pack.Canvas.Restore();
    }

    private void Lines(IEnumerable<PixelLine> lines, string colour, float width)
    {
        using var path = new SKPath();
        foreach (var line in lines)
        {
            path.MoveTo(line.X1, line.Y1);
            path.LineTo(line.X2, line.Y2);
        }

        if (!path.IsEmpty) Stroke(path, colour, width);
    }

    private void Stroke(SKPath path, string colour, float width) => new LineStyle(width, Color.FromHex(colour)).Render(pack.Canvas, path, pack.Paint);

    private static FillStyle Filled(string fill) => new(Color.FromHex(fill));

    private static SKPath Joined(IReadOnlyList<Pixel> corners, bool close)
    {
        var path = new SKPath();
        path.MoveTo(corners[0].ToSKPoint());
        foreach (var corner in corners.Skip(1)) path.LineTo(corner.ToSKPoint());
        if (close) path.Close();
        return path;
    }
}
