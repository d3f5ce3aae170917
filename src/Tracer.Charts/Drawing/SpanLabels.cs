using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>Finds a place for the name of each span of a row: inside, else beside it where nothing is, else as much of it as says something.</summary>
internal static class SpanLabels
{
    private const float Inset = 5;
    private const float Gap = 4;
    private const int FewestCharacters = 6;

    /// <summary>A name that has found its place.</summary>
    /// <param name="Left">Where it begins.</param>
    /// <param name="IsInside">It stands on the span, not on the paper.</param>
    public readonly record struct Placed(Span Span, string Text, float Left, bool IsInside);

    /// <summary>A stretch of the page that belongs to a span, in pixels.</summary>
    public readonly record struct Stretch(Span Span, float Left, float BodyRight, float Right);

    /// <param name="row">The spans of one row, from the left.</param>
    /// <param name="left">Where the row begins.</param>
    /// <param name="right">Where it ends.</param>
    public static IEnumerable<Placed> Place(IReadOnlyList<Stretch> row, float left, float right)
    {
        var free = left;
        for (var i = 0; i < row.Count; i++)
        {
            var stretch = row[i];
            var next = i + 1 < row.Count ? row[i + 1].Left : right;
            free = Math.Max(free, i > 0 ? row[i - 1].Right : left);
            if (Best(stretch, free, next) is { } placed)
            {
                yield return placed;
                if (!placed.IsInside) free = placed.Left + TextStyle.Small.WidthOf(placed.Text);
            }
        }
    }

    private static Placed? Best(Stretch of, float free, float next)
    {
        var width = TextStyle.Small.WidthOf(of.Span.Label);
        var inside = of.BodyRight - of.Left - 2 * Inset;
        var after = next - of.Right - 2 * Gap;
        var before = of.Left - free - 2 * Gap;
        if (width <= inside) return new(of.Span, of.Span.Label, of.Left + Inset, true);
        if (width <= after) return new(of.Span, of.Span.Label, of.Right + Gap, false);
        if (width <= before) return new(of.Span, of.Span.Label, of.Left - Gap - width, false);
        var cut = TextStyle.Small.Fit(of.Span.Label, Math.Max(inside, after));
        if (cut.Length < FewestCharacters) return null;
        return inside >= after ? new(of.Span, cut, of.Left + Inset, true) : new(of.Span, cut, of.Right + Gap, false);
    }
}
