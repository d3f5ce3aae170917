using System.CommandLine;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Rules;
using Tracer.Lab.Checking;

namespace Tracer.Cli.Usage;

/// <summary>The argument and options that say which finding of which trace is meant.</summary>
internal sealed class FindingOptions
{
    private readonly Argument<string> trace = TraceArgument.One();
    private readonly Option<string> kernel = OriginOptions.Kernel();
    private readonly Option<string> protocol = OriginOptions.Protocol();
    private readonly Option<long?> at = Values.Number<long>("--at", 1, "SEQ", "the finding at this sequence number (on a text trace: line)", EventPlace.Most);
    private readonly Option<int?> number = Values.Number<int>("--finding", 1, "N", "the finding of this number, as check prints it: 1 is the gravest");

    private readonly Option<string?> rule = new("--rule") { Description = "of the findings meant by the other options, those of this rule, such as N01", HelpName = "ID" };

    public void AddTo(Command command)
    {
        command.Add(trace);
        command.Add(at);
        command.Add(rule);
        command.Add(number);
        command.Add(protocol);
        command.Add(kernel);
        command.Validators.Add(result =>
        {
            if (result.GetResult(at) is not null && result.GetResult(number) is not null) result.AddError("--at and --finding: one of them is enough");
            if (result.GetResult(rule) is not null && result.GetResult(number) is not null) result.AddError("--rule and --finding: a number means one finding");
        });
    }

    /// <summary>A finding was asked for.</summary>
    public bool IsAsked(ParseResult parsed) => parsed.GetValue(at) is not null || parsed.GetValue(number) is not null || parsed.GetValue(rule) is not null;

    public string Trace(ParseResult parsed) => parsed.GetValue(trace)!;

    public CheckOptions Check(ParseResult parsed) => new() { Kernel = parsed.GetValue(kernel), Protocol = parsed.GetValue(protocol), Stop = Interruption.Of(parsed).Token };

    /// <summary>The findings at a sequence number, or the one of a number, or the gravest; none if the trace has none and none was asked for.</summary>
    public IReadOnlyList<Finding> Choose(ParseResult parsed, TraceReport report) =>
        Choose(report, parsed.GetValue(at), parsed.GetValue(number), parsed.GetValue(rule) is { } id ? RuleCatalogue.Choose([id])[0].Info : null);

    /// <summary>The finding of a number.</summary>
    public static Finding Choose(TraceReport report, int number) => Choose(report, at: null, number, rule: null)[0];

    private static List<Finding> Choose(TraceReport report, long? at, int? number, RuleInfo? rule)
    {
        var all = Ranking.Of(report).All;
        var place = EventPlace.In(report);
        if (at is { } sequence)
            return all.Where(finding => place.Number(finding.Sequence) == sequence && (rule is null || finding.Rule.Id == rule.Id)).ToList() is { Count: > 0 } there ? there
                : throw new ArgumentException($"no finding{(rule is null ? "" : $" of {rule.Id}")} at {sequence}; {Known(all, place)}");
        if (number is { } wanted)
            return wanted <= all.Count ? [all[wanted - 1]] : throw new ArgumentException($"no finding {wanted}; {Known(all, place)}");
        if (rule is null) return [.. all.Take(1)];
        return all.Where(finding => finding.Rule.Id == rule.Id).Take(1).ToList() is { Count: > 0 } first ? first
            : throw new ArgumentException($"no finding of {rule.Id}; {Known(all, place)}");
    }

    private static string Known(IReadOnlyList<Finding> all, EventPlace place) => all.Count == 0
        ? "the trace has none"
        : $"the trace has {all.Count}, at {string.Join(", ", all.Select(finding => place.Number(finding.Sequence)).Distinct().Order().Take(8))}{(all.Count > 8 ? ", …" : "")}";
}
