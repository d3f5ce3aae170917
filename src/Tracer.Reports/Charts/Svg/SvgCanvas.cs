using System.Globalization;
using System.Text;
using System.Xml;

namespace Tracer.Reports.Charts.Svg;

/// <summary>Shapes and text as SVG elements; the same calls give the same bytes.</summary>
internal sealed class SvgCanvas : IDisposable
{
    private const string Namespace = "http://www.w3.org/2000/svg";
    private const string Fonts = "'DejaVu Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";

    // Wide enough for the widest of the fonts above; text that must fit is measured with it.
    private const double WidthOfACharacter = 0.62;
    private readonly XmlWriter xml;

    public SvgCanvas(Stream output, double width, double height, string title)
    {
        xml = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", CloseOutput = false });
        xml.WriteStartElement("svg", Namespace);
        Attribute("width", width);
        Attribute("height", height);
        xml.WriteAttributeString("viewBox", $"0 0 {Number(width)} {Number(height)}");
        xml.WriteAttributeString("role", "img");
        xml.WriteAttributeString("font-family", Fonts);
        xml.WriteElementString("title", Namespace, Printable(title));
        Rectangle(0, 0, width, height, Palette.Paper);
    }

    public static double WidthOf(string text, double size) => text.Length * size * WidthOfACharacter;

    /// <summary>The text, or as much of it as fits.</summary>
    public static string Fit(string text, double width, double size) => Analysis.Explaining.Wrapping.Cut(text, Math.Max((int)(width / (size * WidthOfACharacter)), 0));

    public void Rectangle(double x, double y, double width, double height, string fill, string? stroke = null, double round = 0, string? tip = null)
    {
        Start("rect", ("x", x), ("y", y), ("width", width), ("height", height));
        if (round > 0) Attribute("rx", round);
        Paint(fill, stroke);
        End(tip);
    }

    public void Line(double x1, double y1, double x2, double y2, string stroke, double width = 1, string? dashes = null)
    {
        Start("line", ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2), ("stroke-width", width));
        xml.WriteAttributeString("stroke", stroke);
        if (dashes is not null) xml.WriteAttributeString("stroke-dasharray", dashes);
        End(null);
    }

    public void Circle(double x, double y, double radius, string fill, string? stroke = null, double strokeWidth = 1)
    {
        Start("circle", ("cx", x), ("cy", y), ("r", radius));
        Paint(fill, stroke, strokeWidth);
        End(null);
    }

    /// <param name="data">Relative to the given place.</param>
    public void Path(double x, double y, string data, string fill, string? stroke = null, double strokeWidth = 1, string? tip = null)
    {
        Start("path");
        xml.WriteAttributeString("d", string.Create(CultureInfo.InvariantCulture, $"M{Number(x)} {Number(y)}{data}"));
        Paint(fill, stroke, strokeWidth);
        End(tip);
    }

    /// <param name="anchor">Which part of the text stands at x: <c>start</c>, <c>middle</c>, <c>end</c>.</param>
    public void Text(double x, double y, string text, double size, string fill = Palette.Ink, string anchor = "start", bool bold = false, double turn = 0, bool fixedWidth = false, bool halo = false)
    {
        Start("text", ("x", x), ("y", y), ("font-size", size));
        xml.WriteAttributeString("fill", fill);
        if (anchor != "start") xml.WriteAttributeString("text-anchor", anchor);
        if (bold) xml.WriteAttributeString("font-weight", "bold");
        if (fixedWidth)
        {
            // Indentation counts where characters are of one width.
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteAttributeString("font-family", "'DejaVu Sans Mono', Consolas, Menlo, monospace");
        }

        if (halo)
        {
            // The paper's colour around the letters, so that a line behind them does not strike them out.
            xml.WriteAttributeString("stroke", Palette.Paper);
            xml.WriteAttributeString("stroke-width", "4");
            xml.WriteAttributeString("paint-order", "stroke");
        }

        if (turn != 0) xml.WriteAttributeString("transform", $"rotate({Number(turn)} {Number(x)} {Number(y)})");
        xml.WriteString(Printable(text));
        xml.WriteEndElement();
    }

    public void Dispose()
    {
        xml.WriteEndElement();
        xml.Dispose();
    }

    private void Start(string name, params ReadOnlySpan<(string Name, double Value)> attributes)
    {
        xml.WriteStartElement(name, Namespace);
        foreach (var (attribute, value) in attributes) Attribute(attribute, value);
    }

    private void Paint(string fill, string? stroke, double width = 1)
    {
        xml.WriteAttributeString("fill", fill);
        if (stroke is null) return;
        xml.WriteAttributeString("stroke", stroke);
        Attribute("stroke-width", width);
    }

    private void End(string? tip)
    {
        if (tip is not null) xml.WriteElementString("title", Namespace, Printable(tip));
        xml.WriteEndElement();
    }

    private void Attribute(string name, double value) => xml.WriteAttributeString(name, Number(value));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    // A name in a trace may hold any character; XML may not.
    private static string Printable(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) && !char.IsControl(c) ? c : '·'));
}
