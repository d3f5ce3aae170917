using ScottPlot;
using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>Lines below a chart: what it leaves out, and the explanation of what it shows.</summary>
internal sealed class Notes : Margin
{
    private const float Row = 18;
    private const float LeadWidth = 48;
    private readonly List<Line> lines = [];
    private readonly float width;

    public Notes(string? leftOut, IEnumerable<KeyLine> key, float width)
        : base(Edge.Bottom)
    {
        this.width = width;
        if (leftOut is not null) Add("", leftOut, Page.Edge, Palette.Faint);
        foreach (var line in key) Add(line.Lead, line.Text, Page.Edge + LeadWidth, Palette.Ink);
    }

    public override float Size => lines.Count == 0 ? Page.Edge / 2 : lines.Count * Row + Page.Edge;

    protected override void Draw(Pen pen, PixelRect page)
    {
        var y = page.Bottom - Size + Row / 2;
        foreach (var line in lines)
        {
            pen.Text(new(Page.Edge, y), line.Lead, TextStyle.Letter);
            pen.Text(new(line.Left, y), line.Text, TextStyle.Plain, line.Colour);
            y += Row;
        }
    }

    private void Add(string lead, string text, float left, string colour)
    {
        foreach (var (i, line) in TextStyle.Plain.Wrap(text, width - Page.Edge - left).Index())
            lines.Add(new Line(i == 0 ? lead : "", line, left, colour));
    }

    private readonly record struct Line(string Lead, string Text, float Left, string Colour);
}
