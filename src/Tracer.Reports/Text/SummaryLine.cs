using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;

namespace Tracer.Reports.Text;

/// <summary>A trace among many in one line: its verdict, how much was found and put to the test, and the gravest finding.</summary>
internal static class SummaryLine
{
    private static readonly int Widest = Enum.GetValues<TraceVerdict>().Max(verdict => Kebab.Of(verdict).Length);

    public static string Of(TraceReport report) => $"{Kebab.Of(report.Verdict).PadRight(Widest)}  {(report.Error ?? $"{report.Path}: {string.Join("; ", Parts(report))}")}";

    private static IEnumerable<string> Parts(TraceReport report)
    {
        if (LossText.Any(report.Completeness)) yield return LossText.Of(report);
        if (report.Completeness.Missing is { } missing) yield return missing;
        if (LinesText.Foreign(report.Completeness) is { } foreign) yield return foreign;
        if (Gravest(report) is { } gravest) yield return Told(report, gravest);
        yield return VerdictLine.Tested(report.Rules);
        if (report.Origin?.Contradiction is { } contradiction) yield return contradiction;
    }

    private static Finding? Gravest(TraceReport report) => report.Findings.Count == 0 ? null : Ranking.Of(report).All[0];

    private static string Told(TraceReport report, Finding gravest)
    {
        return $"{Findings(report)}, gravest {gravest.Rule.Id} ({Kebab.Of(gravest.Rule.Severity)}) at {EventPlace.In(report).Of(gravest.Culprit)}{Where(report, gravest)}";
    }

    // Of a rule that is broken over and over only the first findings are kept; all are counted.
    private static string Findings(TraceReport report)
    {
        var rules = report.Findings.Select(finding => finding.Rule).ToHashSet();
        var count = report.Rules.Where(result => rules.Contains(result.Rule)).Sum(result => result.Violations);
        return count == 1 ? "1 finding" : $"{count:N0} findings";
    }

    private static string Where(TraceReport report, Finding finding) =>
        report.Names.PlaceOf(finding.Culprit.Header.Function) is { } function ? $" in {function}" : "";
}
