using System.Xml.Linq;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Reports.Steps;
using Tracer.Reports.Text;

namespace Tracer.Pages.Parts;

/// <summary>The findings in the order in which <c>check</c> lists them: each with its proof, its picture, what stands around it and the order that its rule asks for.</summary>
internal sealed class FindingsPart(TraceReport report, IReadOnlyList<FindingView> views)
{
    private const int PlacesShown = 20;
    private readonly Explainer explainer = new(report);
    private readonly EventWords words = new(report.Names);
    private readonly Ranking ranking = Ranking.Of(report);

    public XElement Element() => Html.Element("section", new XAttribute("id", "findings"), Html.Element("h2", "Findings"),
        ranking.Counting.Count == 0 ? Html.Element("p", "No rule was broken.") : null,
        ranking.Counting.Select((cause, i) => Of(cause, i + 1, ranking.Counting.Count)),
        ranking.Remarks.Count == 0 ? null : Html.Element("h3", "Policy: rules that were proposed and never enforced; they set no verdict"),
        ranking.Remarks.SelectMany(cause => cause.Ways).Select(way => Of(way, isOpen: false)));

    private XElement Of(Cause cause, int number, int of) => Html.Classed("div", "cause",
        cause.Ways.Count == 1 ? null : Html.Element("h3", $"{(of == 1 ? "One cause" : $"Cause {number} of {of}")}: {FindingsText.Heading(cause)}"),
        cause.Ways.Select((way, i) => Of(way, isOpen: number == 1 && i == 0)));

    private XElement Of(Way way, bool isOpen)
    {
        var finding = way.First;
        var explanation = explainer.Explain(finding);
        return Html.Element("details", new XAttribute("class", $"finding {Kebab.Of(finding.Rule.Severity)}"), new XAttribute("id", $"finding-{ranking.NumberOf(finding)}"),
            isOpen ? new XAttribute("open", "") : null,
            Html.Element("summary", Html.Classed("span", "number", $"{ranking.NumberOf(finding)}"), " ", explanation.Header),
            Proof(finding, explanation),
            Others(way),
            views.FirstOrDefault(view => view.First == finding) is { } view ? More(view) : null);
    }

    private XElement Proof(Finding finding, Explanation explanation)
    {
        var letters = new Letters(finding);
        return Html.Element("dl",
            letters.Witnesses.SelectMany((witness, i) => Row(Letters.At(i), Html.ToEvent(witness.Event, explanation.Let[i]))),
            Row("Then", explanation.Then), Row("Held", explanation.Held), explanation.Seen.SelectMany(seen => Row("Seen", seen)),
            Row("Again", Html.Element("code", string.Join('\n', ShellCommand.Lines("", ToolCommand.Explain(report, finding))))));
    }

    private static XElement[] Row(string term, object what) => [Html.Element("dt", term), Html.Element("dd", what)];

    private XElement? Others(Way way)
    {
        var others = way.Findings.Skip(1).ToArray();
        return others.Length == 0 ? null : Html.Element("p", $"… and {others.Length:N0} more {way.First.Reason.Code}: ",
            others.Take(PlacesShown).SelectMany((other, i) => new object[] { i == 0 ? "" : ", ", ToCulprit(other) }),
            others.Length > PlacesShown ? ", …" : null);
    }

    private XElement ToCulprit(Finding finding) => Html.ToEvent(finding.Culprit, $"{ranking.NumberOf(finding)} at {explainer.Place.Of(finding.Culprit)}");

    private XElement More(FindingView view) => Html.Classed("div", "more",
        view.Chart is null ? null : Html.Classed("figure", "chart", view.Chart),
        Html.Classed("div", "orders", Seen(view), Asked(view.First)), Stack(view));

    private XElement? Seen(FindingView view)
    {
        if (view.Around.Events.Count == 0) return null;
        var letters = new Letters(view.First);
        return Html.Element("div", Html.Element("h4", "Seen"), Html.Element("table", view.Around.Events.Select(e => Html.Element("tr",
            e == view.First.Culprit ? new XAttribute("class", "culprit") : null,
            Html.Element("td", letters.Mark(e)),
            Html.Classed("td", "n", Html.ToEvent(e, $"{explainer.Place.Number(e.Header.Sequence)}")),
            Html.Element("td", ContextWords.Of(e.Header, report.Names)),
            Html.Element("td", words.Describe(in e))))));
    }

    private XElement? Stack(FindingView view) => view.Around.Stack is { } functions
        ? Html.Element("div", Html.Element("h4", $"Stack of {explainer.Place.Of(view.First.Culprit)}, innermost first"), Html.Lines(functions)) : null;

    private static XElement? Asked(Finding finding) => GoldenRun.Holding(finding.Rule.Id) is { } kept && GoldenRun.Violating(finding.Rule.Id) is { } broken
        ? Html.Element("div", Html.Element("h4", "Asked for"), Html.Element("p", kept.About),
            Html.Lines(StepTable.Lines(kept.Steps, broken.Steps)),
            Html.Classed("p", "quiet", $"{kept.Path}; a star is where the run that breaks the rule differs"))
        : null;
}
