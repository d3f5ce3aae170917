using ScottPlot;
using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>Title, subtitle and key, at the top of every chart.</summary>
internal sealed class Heading(Chart chart, IReadOnlyList<Heading.Entry> key, float width) : Margin(Edge.Top)
{
    private const float KeyRow = 20;
    private const float TitleRow = 23;
    private const float SubtitleRow = 18;
    private const float FirstRow = 24;
    private const float BelowText = 25;
    private const float SymbolWidth = 20;
    private const float Gap = 18;

    /// <summary>One entry of the key: draws its symbol into an area and tells what it stands for.</summary>
    public readonly record struct Entry(string Label, Action<Pen, PixelRect> Symbol);

    private readonly IReadOnlyList<string> title = TextStyle.Title.Wrap(chart.Title, width - 2 * Page.Edge);
    private readonly IReadOnlyList<string> subtitle = TextStyle.Subtitle.Wrap(chart.Subtitle, width - 2 * Page.Edge);

    public override float Size => KeyTop + (key.Count == 0 ? 0 : Places().Last().Y + 14);

    private float KeyTop => FirstRow + title.Count * TitleRow + (subtitle.Count - 1) * SubtitleRow + BelowText;

    protected override void Draw(Pen pen, PixelRect page)
    {
        foreach (var (i, line) in title.Index()) pen.Text(new(Page.Edge, FirstRow + i * TitleRow), line, TextStyle.Title);
        foreach (var (i, line) in subtitle.Index()) pen.Text(new(Page.Edge, FirstRow + title.Count * TitleRow + i * SubtitleRow), line, TextStyle.Subtitle, Palette.Faint);
        foreach (var (entry, (x, y)) in key.Zip(Places()))
        {
            var middle = KeyTop + y;
            entry.Symbol(pen, new PixelRect(x, x + SymbolWidth, middle + 6, middle - 6));
            pen.Text(new(x + SymbolWidth + 6, middle), entry.Label, TextStyle.Plain);
        }
    }

    private IEnumerable<(float X, float Y)> Places()
    {
        var (x, y) = (Page.Edge, 0f);
        foreach (var entry in key)
        {
            var taken = SymbolWidth + 6 + TextStyle.Plain.WidthOf(entry.Label);
            if (x + taken > width - Page.Edge) (x, y) = (Page.Edge, y + KeyRow);
            yield return (x, y);
            x += taken + Gap;
        }
    }
}
