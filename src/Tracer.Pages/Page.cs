using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Xml;
using System.Xml.Linq;
using Tracer.Analysis.Findings;
using Tracer.Pages.Parts;
using Tracer.Pages.Timelines;

namespace Tracer.Pages;

/// <summary>Puts the parts of a report into <c>page.html</c>, its style and its script with them. The same report gives the same bytes.</summary>
internal static class Page
{
    public static void Write(TraceReport report, Timeline timeline, IReadOnlyList<FindingView> views, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var rest = Asset("page.html");
        while (rest.IndexOf("{{", StringComparison.Ordinal) is >= 0 and var slot)
        {
            var end = rest.IndexOf("}}", slot, StringComparison.Ordinal);
            writer.Write(rest[..slot]);
            writer.Write(Filled(rest[(slot + 2)..end], report, timeline, views));
            rest = rest[(end + 2)..];
        }

        writer.Write(rest);
    }

    private static string Filled(string slot, TraceReport report, Timeline timeline, IReadOnlyList<FindingView> views) => slot switch
    {
        "title" => HtmlEncoder.Default.Encode(Printable.Of(report.Path)),
        "style" => Asset("page.css"),
        "script" => Asset("timeline.js"),
        "verdict" => Markup(VerdictPart.Of(report)),
        "findings" => Markup(new FindingsPart(report, views).Element()),
        "extent" => HtmlEncoder.Default.Encode(Extent(timeline)),
        "rules" => Markup(RulesPart.Of(report)),
        "again" => Markup(AgainPart.Of(report)),
        "data" => Packed(timeline),
        _ => throw new InvalidOperationException($"page.html asks for {slot}"),
    };

    private static string Extent(Timeline timeline) => timeline.IsWhole ? $"All {timeline.Count:N0} events."
        : $"{timeline.Told:N0} of {timeline.Count:N0} events are told in full: the beginning of the trace and what lies around its findings; of the others, how many there are where.";

    private static string Packed(Timeline timeline)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.SmallestSize)) timeline.Write(gzip);
        return Convert.ToBase64String(bytes.ToArray());
    }

    private static string Markup(XElement element)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment, NewLineHandling = NewLineHandling.None }))
            element.WriteTo(writer);
        return text.ToString();
    }

    private static string Asset(string name)
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not built in");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
