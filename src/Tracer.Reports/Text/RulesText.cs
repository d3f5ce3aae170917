using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Rules;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Text;

/// <summary>What came of each rule: a row for every rule the trace put to the test or nearly did, the others by id only.</summary>
public static class RulesText
{
    public static void Write(TraceReport report, TextWriter output)
    {
        var rules = report.Rules;
        if (rules.Count == 0) return;
        var table = new Table("rule", "verdict", "broken", "checked", "unjudged", "mostly because");
        var seen = rules.Where(result => result.Checked + result.Unjudged + result.Violations > 0).ToArray();
        foreach (var result in seen)
            table.Add(result.Rule.Id, Words(result), Count(result.Violations), Count(result.Checked), Count(result.Unjudged), TopReason(result));

        output.Line();
        if (!table.IsEmpty) table.Write(output);
        foreach (var others in rules.Except(seen).GroupBy(result => result.Verdict).OrderBy(others => others.Key))
            output.AllLines(Wrapping.Wrap($"{Words(others.Key)}: ".PadRight(16), string.Join(", ", others.Select(result => result.Rule.Id))));
        WriteAdvice(report, output);
        if (rules.Any(result => result is { Verdict: RuleVerdict.NotJudged, Unjudged: 0 })) output.AllLines(Wrapping.Wrap("  to judge      ", WhichKernel));
    }

    private const string WhichKernel = "the others: say which kernel the trace comes from, as --kernel 6.1, for not all that it may come from have these rules";

    private const string HowToObserve = "`tracer capture-script` prints a script that sets these probes; src/Tracer.Traces/PROBES.md says what each is";

    // Rules that lack the same kinds are told of together.
    private static void WriteAdvice(TraceReport report, TextWriter output)
    {
        var isAny = false;
        foreach (var lacking in report.Rules.Where(result => result.Missing != EventKindSet.Empty).GroupBy(result => result.Missing))
        {
            var probes = EventShape.All.Where(shape => lacking.Key.Contains(shape.Kind)).Select(shape => report.Probes.GetValueOrDefault(shape.Kind)).Distinct().ToList();
            if (probes.Count == 0 || !probes.TrueForAll(probe => probe is not null)) continue;
            var fired = report.Completeness.Unread.Where(lines => probes.Contains(lines.Event)).ToList();
            var told = new HashSet<string>(fired.Select(lines => lines.Event), StringComparer.Ordinal);
            var silent = string.Join("; ", probes.Select(probe => string.Join(", ", probe!.Split(", ").Where(told.Add))).Where(names => names.Length > 0));
            List<string> lacks = silent.Length == 0 ? [] : [$"{silent} (not probed, or never fired)"];
            lacks.AddRange(fired.Select(UnreadText.Told));
            isAny = true;
            output.AllLines(Wrapping.Wrap("  to observe    ", $"{string.Join(", ", lacking.Select(result => result.Rule.Id))}: {string.Join("; ", lacks)}"));
        }

        if (isAny) output.AllLines(Wrapping.Wrap("  how           ", HowToObserve));
    }

    /// <summary>Why it was mostly not judged, and how often; empty if it always was.</summary>
    public static string TopReason(RuleResult result) =>
        result.UnjudgedBecause.Count == 0 ? "" : $"{result.UnjudgedBecause[0].Because} ({result.UnjudgedBecause[0].Count:N0})";

    /// <summary>The verdict in words. A breach of a policy rule stands in the table, but makes no verdict.</summary>
    public static string Words(RuleResult result) =>
        Words(result.Verdict) + (result is { Verdict: RuleVerdict.Violated, Rule.Kind: FindingKind.Policy } ? " (policy)" : "");

    public static string Words(RuleVerdict verdict) => Kebab.Of(verdict).Replace('-', ' ');

    private static string Count(long count) => $"{count:N0}";
}
