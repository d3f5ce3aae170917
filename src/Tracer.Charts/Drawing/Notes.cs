using ScottPlot;
using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>Lines below a chart: what it leaves out, and the explanation of what it shows.</summary>
internal sealed class Notes : Margin
{
    private const float Row = 18;
    private const float LeadWidth = 48;
    private readonly List<(string Lead, string Text, string Colour)> lines = [];

    public Notes(string? leftOut, IEnumerable<KeyLine> key)
        : base(Edge.Bottom)
    {
        if (leftOut is not null) Add("", leftOut, Palette.Faint, Page.Edge);
        foreach (var line in key) Add(line.Lead, line.Text, Palette.Ink, Page.Edge + LeadWidth);
    }

    public override float Size => lines.Count == 0 ? Page.Edge / 2 : lines.Count * Row + Page.Edge;

    protected override void Draw(Pen pen, PixelRect page)
    {
        var y = page.Bottom - Size + Row / 2;
        foreach (var (lead, text, colour) in lines)
        {
            pen.Text(new(Page.Edge, y), lead, TextStyle.Letter);
            pen.Text(new(colour == Palette.Faint ? Page.Edge : Page.Edge + LeadWidth, y), text, TextStyle.Plain, colour);
            y += Row;
        }
    }

    private void Add(string lead, string text, string colour, float left)
    {
        foreach (var (i, line) in TextStyle.Plain.Wrap(text, Page.Width - Page.Edge - left).Index())
            lines.Add((i == 0 ? lead : "", line, colour));
    }
}
