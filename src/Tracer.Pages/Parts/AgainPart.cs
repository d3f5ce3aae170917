using System.Xml.Linq;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Reports.Text;

namespace Tracer.Pages.Parts;

/// <summary>How to come to the same, and who made the page.</summary>
internal static class AgainPart
{
    public static XElement Of(TraceReport report) => Html.Element("section", new XAttribute("id", "again"), Html.Element("h2", "Again"),
        Html.Lines(new[] { ToolCommand.Of(report, "check"), ToolCommand.Of(report, "explain"), ToolCommand.Of(report, "report", "-o", "report.html") }
            .SelectMany(words => ShellCommand.Lines("", words))),
        Html.Classed("p", "quiet", $"Made by Tracer {ToolVersion.Text}."));
}
