using System.Globalization;
using System.Xml.Linq;
using SkiaSharp;

namespace Tracer.Tests.Charts;

/// <summary>Both pictures of a chart: the SVG for its texts and places, the PNG for its colours.</summary>
internal sealed class Drawn
{
    private readonly XElement svg;
    private readonly SKBitmap png;
    private readonly int scale;

    public Drawn(Chart chart)
    {
        svg = XDocument.Load(new MemoryStream(Bytes(chart, "svg"))).Root!;
        png = SKBitmap.Decode(Bytes(chart, "png"));
        Width = (int)Number(svg, "width");
        Height = (int)Number(svg, "height");
        scale = png.Width / Width;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Every text, in the order in which they were drawn.</summary>
    public IReadOnlyList<Text> Texts => [.. Elements("text").Select(Text.Of)];

    /// <summary>The places that tell more than is written there.</summary>
    public IReadOnlyList<Place> Places => [.. Elements("rect").Where(rect => rect.Elements().Any()).Select(Place.Of)];

    public string Title => svg.Elements().First(element => element.Name.LocalName == "title").Value;

    public string Description => svg.Elements().First(element => element.Name.LocalName == "desc").Value;

    public static byte[] Bytes(Chart chart, string format)
    {
        using var bytes = new MemoryStream();
        PlotFile.Write(chart, format, bytes);
        return bytes.ToArray();
    }

    /// <summary>The colour at a place of the SVG, as the PNG has it.</summary>
    public SKColor At(float x, float y) => png.GetPixel((int)(x * scale), (int)(y * scale));

    /// <summary>How many pixels of an area are of a colour.</summary>
    public int Count(float left, float right, float top, float bottom, string colour)
    {
        var wanted = SKColor.Parse(colour);
        var count = 0;
        for (var y = (int)(top * scale); y < (int)(bottom * scale); y++)
            for (var x = (int)(left * scale); x < (int)(right * scale); x++)
                if (png.GetPixel(x, y) == wanted) count++;
        return count;
    }

    private IEnumerable<XElement> Elements(string name) => svg.Descendants().Where(element => element.Name.LocalName == name);

    private static float Number(XElement element, string attribute) => float.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    /// <summary>A text and what it covers; a turned one covers no upright box.</summary>
    internal sealed record Text(string Words, float Left, float Right, float Top, float Bottom, bool IsTurned)
    {
        public static Text Of(XElement text)
        {
            var transform = text.Attribute("transform")?.Value ?? "translate(0 0)";
            var numbers = transform[(transform.IndexOf('(') + 1)..^1].Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
                .Select(number => float.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            var isTurned = !transform.StartsWith("translate", StringComparison.Ordinal);
            var (dx, dy) = isTurned ? (0, 0) : (numbers[0], numbers.Length > 1 ? numbers[1] : 0);
            var (left, baseline, size) = (Number(text, "x") + dx, Number(text, "y") + dy, Number(text, "font-size"));
            return new Text(text.Value, left, left + Number(text, "textLength"), baseline - size * 0.75f, baseline, isTurned);
        }

        public bool Overlaps(Text other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }

    internal sealed record Place(string Words, float Left, float Right, float Top, float Bottom)
    {
        public static Place Of(XElement rect) => new(
            rect.Value, Number(rect, "x"), Number(rect, "x") + Number(rect, "width"), Number(rect, "y"), Number(rect, "y") + Number(rect, "height"));
    }
}
