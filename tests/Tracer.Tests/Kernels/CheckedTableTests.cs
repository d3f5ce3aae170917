using System.Globalization;
using System.Text;
using Tracer.Analysis;
using Tracer.Testing;
using Tracer.Testing.Captures;

namespace Tracer.Tests.Kernels;

/// <summary>The committed table of what every capture puts to the test.</summary>
public sealed class CheckedTableTests
{
    private const string Heading = """
        # What each capture puts to the test

        Written by the tests (`TRACER_UPDATE_GOLDEN=1`), and compared by them. A cell has how often the rule was put to the test and judged, and after `+` how often the capture
        did not show what judging needs; **broken/judged** where it was broken; `?` behind a number where events were lost, so that nothing can be said of the whole.
        Empty: the situation never arose. `–`: the capture does not show what a breach needs. Rules of other kernels are left out.


        """;

    [Fact]
    public void Matches_what_is_committed()
    {
        List<(string Name, TraceReport Report)> checks = [.. Capture.All.Select(name => (name, KernelCheck.OfFile(name)))];
        List<string> rules = [.. RuleCatalogue.All.Select(rule => rule.Info.Id).Where(id => checks.Exists(check => check.Report.Of(id).Verdict != RuleVerdict.NotApplicable)).Order(StringComparer.Ordinal)];
        var table = new StringBuilder(Heading);
        Row(table, ["capture", "verdict", .. rules]);
        Row(table, ["---", "---", .. rules.Select(_ => "---:")]);
        foreach (var (name, report) in checks)
            Row(table, [name, report.Verdict.ToString().ToLowerInvariant(), .. rules.Select(rule => Cell(report.Of(rule)))]);
        Golden.Matches(table.ToString(), "traces/kernel/CHECKED.md");
    }

    private static void Row(StringBuilder table, IEnumerable<string> cells) => table.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Cell(RuleResult result)
    {
        if (result is { Verdict: RuleVerdict.NotApplicable or RuleVerdict.NotObservable } or { Verdict: RuleVerdict.NotJudged, Unjudged: 0 }) return "–";
        var judged = result.Violations > 0 ? Text($"**{result.Violations}/{result.Checked}**") : result.Checked > 0 ? Text($"{result.Checked}") : "";
        var unjudged = result.Unjudged > 0 ? Text($"+{result.Unjudged}") : "";
        return judged + unjudged + (result.Verdict == RuleVerdict.Inconclusive && result.Checked > 0 ? "?" : "");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
