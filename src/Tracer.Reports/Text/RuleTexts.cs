using Tracer.Analysis.Eras;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Reports.Rendering;

namespace Tracer.Reports.Text;

/// <summary>What the rules say: all of them as a table, or one in full.</summary>
public static class RuleTexts
{
    public static void WriteAll(IEnumerable<RuleInfo> rules, TextWriter output)
    {
        var table = new Table("rule", "severity", "fault", "statement");
        foreach (var rule in rules) table.Add(rule.Id, Kebab.Of(rule.Severity), Kebab.Of(rule.Fault), rule.Statement);
        table.Write(output);
    }

    public static void WriteOne(RuleInfo rule, TextWriter output)
    {
        output.AllLines(Wrapping.Wrap($"{rule.Id}  ", rule.Statement));
        output.Line($"  severity  {Kebab.Of(rule.Severity)}; at fault: {Kebab.Of(rule.Fault)}");
        output.AllLines(Wrapping.Wrap("  eras      ", rule.Eras == Era.All ? "all" : Eras(rule.Eras)));
        output.AllLines(Wrapping.Wrap("  source    ", rule.Source));
        output.AllLines(Wrapping.Wrap("  needs     ", Kinds(rule.Needs) + (rule.Instead == EventKindSet.Empty ? "" : $"; or {Kinds(rule.Instead)}")));
        if (rule.OnlyRunsShow != Era.None)
            output.AllLines(Wrapping.Wrap("  shown     ", $"by recorded runs only{(rule.OnlyRunsShow == Era.All ? "" : $" in {Eras(rule.OnlyRunsShow & rule.Eras)}")}"));
        if (rule.Counterexample.Length > 0) output.AllLines(Wrapping.Wrap("  broken by ", rule.Counterexample));
        foreach (var yield in rule.YieldsTo)
            output.AllLines(Wrapping.Wrap("  yields to ", $"{yield.To}{(yield.From is { } from ? $" as {from}" : "")}: {yield.Because}"));
        output.Line();
        foreach (var reason in rule.Reasons) output.AllLines(Wrapping.Wrap($"  {reason.Code}  ", reason.Because, hang: 6));
    }

    private static string Kinds(EventKindSet kinds) => string.Join(", ", EventShape.All.Where(shape => kinds.Contains(shape.Kind)).Select(shape => shape.Name));

    private static string Eras(Era eras) =>
        string.Join(", ", Enumerable.Range(0, 11).Select(bit => (Era)(1 << bit)).Where(era => eras.HasFlag(era)));
}
