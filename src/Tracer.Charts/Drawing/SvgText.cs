using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>Makes of the SVG that ScottPlot writes one that is the same each time, and that machines read too.</summary>
internal static class SvgText
{
    private const string Families = "DejaVu Sans, Verdana, sans-serif";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The bytes of the file.</summary>
    public static byte[] Of(string drawn, Chart chart, IEnumerable<Tip> tips)
    {
        var root = XDocument.Parse(drawn).Root!;
        root.SetAttributeValue("viewBox", $"0 0 {root.Attribute("width")!.Value} {root.Attribute("height")!.Value}");
        root.SetAttributeValue("role", "img");
        DropClips(root);
        foreach (var text in root.Descendants(Svg + "text").ToArray()) Straighten(text);
        root.AddFirst(new XElement(Svg + "title", Printable.Of(chart.Title)), new XElement(Svg + "desc", Printable.Of(Description(chart))));
        root.Add(tips.Select(Area));
        return Bytes(root);
    }

    private static string Description(Chart chart) => string.Join('·',
        [chart.Subtitle, .. chart is LaneChart lanes ? lanes.Key.Select(line => $"{line.Lead} {line.Text}".Trim()) : []]);

    // Their ids are counted over the life of the process, and two pictures on one page would share them. Nothing is drawn outside the axes that needs cutting.
    private static void DropClips(XElement root)
    {
        root.Descendants(Svg + "clipPath").Remove();
        foreach (var group in root.Descendants(Svg + "g").Where(group => group.Attribute("clip-path") is not null).ToArray())
            group.ReplaceWith(group.Nodes());
    }

    // Each letter has a place of its own, where a reader's font may be of another width: one place and the width of the whole serve every font, and the words can be found.
    private static void Straighten(XElement text)
    {
        var words = text.Value.Trim();
        var style = new TextStyle(float.Parse(text.Attribute("font-size")!.Value, CultureInfo.InvariantCulture), text.Attribute("font-weight") is not null);
        text.Value = words;
        foreach (var name in new[] { "x", "y" })
            text.SetAttributeValue(name, Number(float.Parse(text.Attribute(name)!.Value.Split(',')[0], CultureInfo.InvariantCulture)));
        text.SetAttributeValue("font-family", Families);
        if (style.Bold) text.SetAttributeValue("font-weight", "bold");
        text.SetAttributeValue("textLength", Number(style.WidthOf(words)));
        text.SetAttributeValue("lengthAdjust", "spacingAndGlyphs");
    }

    private static XElement Area(Tip tip) => new(
        Svg + "rect",
        new XAttribute("x", Number(tip.Area.Left)),
        new XAttribute("y", Number(tip.Area.Top)),
        new XAttribute("width", Number(tip.Area.Width)),
        new XAttribute("height", Number(tip.Area.Height)),
        new XAttribute("fill", "none"),
        new XAttribute("pointer-events", "all"),
        new XElement(Svg + "title", Printable.Of(tip.Text)));

    private static string Number(float value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static byte[] Bytes(XElement root)
    {
        using var bytes = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = " ", NewLineChars = "\n" };
        using (var xml = XmlWriter.Create(bytes, settings)) root.Save(xml);
        return [.. bytes.ToArray(), (byte)'\n'];
    }
}
