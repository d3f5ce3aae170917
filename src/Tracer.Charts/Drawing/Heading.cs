using ScottPlot;
using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>Title, subtitle and key, at the top of every chart.</summary>
internal sealed class Heading(Chart chart, IReadOnlyList<Heading.Entry> key) : Margin(Edge.Top)
{
    private const float KeyRow = 20;
    private const float KeyTop = 72;
    private const float SymbolWidth = 20;
    private const float Gap = 18;

    /// <summary>One entry of the key: draws its symbol into an area and tells what it stands for.</summary>
    public readonly record struct Entry(string Label, Action<Pen, PixelRect> Symbol);

    public override float Size => KeyTop + (key.Count == 0 ? 0 : Places().Last().Y + 14);

    protected override void Draw(Pen pen, PixelRect page)
    {
        const float room = Page.Width - 2 * Page.Edge;
        pen.Text(new(Page.Edge, 24), TextStyle.Title.Fit(chart.Title, room), TextStyle.Title);
        pen.Text(new(Page.Edge, 47), TextStyle.Subtitle.Fit(chart.Subtitle, room), TextStyle.Subtitle, Palette.Faint);
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
            var width = SymbolWidth + 6 + TextStyle.Plain.WidthOf(entry.Label);
            if (x + width > Page.Width - Page.Edge) (x, y) = (Page.Edge, y + KeyRow);
            yield return (x, y);
            x += width + Gap;
        }
    }
}
