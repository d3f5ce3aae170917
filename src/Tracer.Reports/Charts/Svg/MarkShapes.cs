namespace Tracer.Reports.Charts.Svg;

/// <summary>A shape for each kind of mark, so that colour is never the only difference.</summary>
internal static class MarkShapes
{
    private const string TriangleDown = "m-6 -5h12l-6 11z";
    private const string TriangleUp = "m-6 5h12l-6 -11z";
    private const string Diamond = "m0 -7l6 7l-6 7l-6 -7z";
    private const string Square = "m-5 -5h10v10h-10z";
    private const string Cross = "m-5 -5l10 10m0 -10l-10 10";
    private const string Dot = "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z";
    private const string Bar = "m-3 -7h6v14h-6z";

    public static void Draw(SvgCanvas canvas, double x, double y, MarkKind kind, string? tip = null)
    {
        var colour = Palette.Of(kind);
        switch (kind)
        {
            case MarkKind.Change: canvas.Path(x, y, TriangleDown, colour, tip: tip); break;
            case MarkKind.Invalidation: canvas.Path(x, y, Diamond, colour, tip: tip); break;
            case MarkKind.Flush: canvas.Path(x, y, Bar, colour, tip: tip); break;
            case MarkKind.DeviceMapping: canvas.Path(x, y, Square, colour, tip: tip); break;
            case MarkKind.DeviceUnmapping: canvas.Path(x, y, Square, Palette.Paper, colour, 2, tip); break;
            case MarkKind.DeviceAccess: canvas.Path(x, y, TriangleUp, colour, tip: tip); break;
            case MarkKind.PageFreed: canvas.Path(x, y, Cross, "none", colour, 2.5, tip); break;
            default: canvas.Path(x, y, Dot, colour, tip: tip); break;
        }
    }
}
