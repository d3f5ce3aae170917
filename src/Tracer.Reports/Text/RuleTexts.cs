using System.Text.RegularExpressions;
using Tracer.Analysis.Eras;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Reports.Rendering;
using Tracer.Reports.Steps;

namespace Tracer.Reports.Text;

/// <summary>What the rules say: all of them as a table, or one in full.</summary>
public static partial class RuleTexts
{
    public static void WriteAll(IEnumerable<RuleInfo> rules, TextWriter output)
    {
        var table = new Table("rule", "severity", "fault", "statement");
        foreach (var rule in rules) table.Add(rule.Id, Kebab.Of(rule.Severity), Kebab.Of(rule.Fault), rule.Statement);
        table.Write(output);
    }

    /// <summary>A rule in plain words, with a run that breaks it and one that keeps it as numbered steps.</summary>
    public static void WriteOne(RuleInfo rule, TextWriter output)
    {
        output.Line(Explainer.Called(rule));
        output.AllLines(Wrapping.Wrap("  ", rule.Statement));
        output.Line();
        output.AllLines(Wrapping.Wrap("  a breach  ", $"{Costs(rule.Severity)}; at fault is {(rule.Fault == Fault.Core ? "the kernel's core" : "the driver")}"));
        output.AllLines(Wrapping.Wrap("  kernels   ", EraWords.Of(rule.Eras)));
        output.AllLines(Wrapping.Wrap("  source    ", rule.Source));
        output.AllLines(Wrapping.Wrap("  needs     ", Kinds(rule.Needs) + (rule.Instead == EventKindSet.Empty ? "" : $"; or {Kinds(rule.Instead)}")));
        if (rule.OnlyRunsShow != Era.None)
            output.AllLines(Wrapping.Wrap("  shown     ", $"by recorded runs only{(rule.OnlyRunsShow == Era.All ? "" : $" in {EraWords.Of(rule.OnlyRunsShow & rule.Eras)}")}"));
        foreach (var yield in rule.YieldsTo)
            output.AllLines(Wrapping.Wrap("  yields to ", $"{yield.To}{(yield.From is { } from ? $" as {from}" : "")}: {yield.Because}"));
        foreach (var reason in rule.Reasons) output.AllLines(Wrapping.Wrap("  it says   ", $"{reason.Code}: {Plain(reason.Because)}"));
        if (GoldenRun.Violating(rule.Id) is not { } broken || GoldenRun.Holding(rule.Id) is not { } kept) return;
        Write("broken", broken, kept, output);
        Write("kept", kept, broken, output);
    }

    private static void Write(string what, GoldenRun run, GoldenRun other, TextWriter output)
    {
        output.Line();
        output.AllLines(Wrapping.Wrap($"  {what} ".PadRight(12), $"{run.About}".TrimEnd()));
        output.Line($"            {run.Path}; * is where the other differs:");
        output.AllLines(StepTable.Lines(run.Steps, other.Steps));
    }

    private static string Costs(Severity severity) => severity switch
    {
        Severity.Critical => "corrupts memory or uses a page after it was freed",
        Severity.High => "leaves stale data, deadlocks or sleeps where one may not",
        Severity.Medium => "costs spurious faults, or loses ageing or dirty state",
        Severity.Low => "costs time or tidiness",
        _ => "costs nothing that is known: the rule was proposed and never enforced",
    };

    private static string Plain(string because) => Role().Replace(because, match => match.Groups[2].Success ? $"the range of the {match.Groups[1].Value}" : $"the {match.Groups[1].Value}");

    private static string Kinds(EventKindSet kinds) => string.Join(", ", EventShape.All.Where(shape => kinds.Contains(shape.Kind)).Select(shape => shape.Name));

    [GeneratedRegex(@"\{(\w+)(:extent)?\}")]
    private static partial Regex Role();
}
