using System.Xml.Linq;
using Tracer.Analysis.Findings;
using Tracer.Reports.Text;

namespace Tracer.Pages.Parts;

/// <summary>The verdict with what it rests on: the lines that <c>check</c> begins with.</summary>
internal static class VerdictPart
{
    public static XElement Of(TraceReport report)
    {
        var verdict = Kebab.Of(report.Verdict);
        return Html.Element("section", new XAttribute("id", "verdict"),
            Html.Classed("p", $"verdict {verdict}", Html.Element("strong", verdict), VerdictLine.Of(report)[verdict.Length..]),
            Html.Lines(OriginLines.Of(report)));
    }
}
