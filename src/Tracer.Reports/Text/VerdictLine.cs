using Tracer.Analysis.Findings;

namespace Tracer.Reports.Text;

/// <summary>The one line that says the verdict of a trace, what it rests on and what it leaves open.</summary>
public static class VerdictLine
{
    /// <summary>Policy rules are counted only where they were asked to count, so that they stand among the findings.</summary>
    public static string Of(TraceReport report)
    {
        if (report.Verdict == TraceVerdict.Unreadable) return $"unreadable — {report.Error}";
        var rules = report.Rules.Where(result => result.Rule.Kind != FindingKind.Policy || report.Findings.Any(finding => finding.Rule == result.Rule)).ToArray();
        return $"{Kebab.Of(report.Verdict)} — {Why(report, rules)}{string.Join(", ", Coverage(rules))}";
    }

    private static string Why(TraceReport report, RuleResult[] rules) => report.Verdict switch
    {
        TraceVerdict.Violated => string.Join(", ", rules.Where(result => result.Violations > 0)
            .Select(result => $"{result.Rule.Id} {Times(result.Violations)}")) + "; ",
        TraceVerdict.Inconclusive when LossText.Any(report.Completeness) => $"{LossText.Of(report)}; ",
        TraceVerdict.Inconclusive when report.Completeness.Missing is { } missing => $"{missing}; ",
        TraceVerdict.Inconclusive when LinesText.Foreign(report.Completeness) is { } foreign => $"{foreign}; ",
        _ => "",
    };

    private static IEnumerable<string> Coverage(RuleResult[] rules)
    {
        yield return Tested(rules);
        foreach (var (verdict, words) in new[]
        {
            (RuleVerdict.Inconclusive, "inconclusive"), (RuleVerdict.NotExercised, "never exercised"),
            (RuleVerdict.NotObservable, "not observable"), (RuleVerdict.NotJudged, "not judged"), (RuleVerdict.NotApplicable, "not applicable"),
        })
        {
            var count = rules.Count(result => result.Verdict == verdict);
            if (count > 0) yield return $"{count} {words}";
        }
    }

    /// <summary>How many rules were put to the test, and how often.</summary>
    public static string Tested(IEnumerable<RuleResult> rules)
    {
        var tested = rules.Where(result => result.Checked > 0).ToArray();
        return tested.Length == 0
            ? "nothing was put to the test"
            : $"{Rules(tested.Length)} put to the test ({Times(tested.Sum(result => result.Checked))})";
    }

    private static string Rules(int count) => count == 1 ? "1 rule" : $"{count} rules";

    private static string Times(long count) => count == 1 ? "once" : $"{count:N0} times";
}
