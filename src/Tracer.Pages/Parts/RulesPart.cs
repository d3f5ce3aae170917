using System.Xml.Linq;
using Tracer.Analysis.Findings;
using Tracer.Reports.Text;

namespace Tracer.Pages.Parts;

/// <summary>What came of each rule: those that were put to the test as a table, the others by id.</summary>
internal static class RulesPart
{
    private static readonly string[] Headings = ["rule", "name", "verdict", "broken", "checked", "unjudged", "mostly because"];

    public static XElement Of(TraceReport report)
    {
        var seen = report.Rules.Where(result => result.Checked + result.Unjudged + result.Violations > 0).ToArray();
        return Html.Element("section", new XAttribute("id", "rules"), Html.Element("h2", "Rules"),
            Html.Element("table",
                Html.Element("thead", Html.Element("tr", Headings.Select(heading => Html.Element("th", heading)))),
                Html.Element("tbody", seen.Select(Row))),
            report.Rules.Except(seen).GroupBy(result => result.Verdict).OrderBy(others => others.Key)
                .Select(others => Html.Element("p", Html.Element("strong", RulesText.Words(others.Key)), $": {string.Join(", ", others.Select(result => result.Rule.Id))}")));
    }

    private static XElement Row(RuleResult result) => Html.Classed("tr", Kebab.Of(result.Verdict),
        Html.Element("td", new XAttribute("title", result.Rule.Statement), result.Rule.Id),
        Html.Element("td", result.Rule.Name),
        Html.Element("td", RulesText.Words(result)),
        Number(result.Violations), Number(result.Checked), Number(result.Unjudged),
        Html.Element("td", RulesText.TopReason(result)));

    private static XElement Number(long count) => Html.Classed("td", "n", $"{count:N0}");
}
