using System.CommandLine;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Lab.Checking;

namespace Tracer.Cli.Usage;

/// <summary>The argument and options that say which finding of which trace is meant.</summary>
internal sealed class FindingOptions
{
    private readonly Argument<string> trace = TraceArgument.One();
    private readonly Option<string> kernel = OriginOptions.Kernel();
    private readonly Option<string> protocol = OriginOptions.Protocol();
    private readonly Option<long?> at = Values.Number<long>("--at", 1, "SEQ", "the finding at this sequence number (on a text trace: line)");
    private readonly Option<int?> number = Values.Number<int>("--finding", 1, "N", "the finding of this number, from 1 in order of sequence");

    public void AddTo(Command command)
    {
        command.Add(trace);
        command.Add(at);
        command.Add(number);
        command.Add(protocol);
        command.Add(kernel);
        command.Validators.Add(result =>
        {
            if (result.GetResult(at) is not null && result.GetResult(number) is not null) result.AddError("--at and --finding: one of them is enough");
        });
    }

    public string Trace(ParseResult parsed) => parsed.GetValue(trace)!;

    public CheckOptions Check(ParseResult parsed) => new() { Kernel = parsed.GetValue(kernel), Protocol = parsed.GetValue(protocol), Stop = Interruption.Of(parsed).Token };

    /// <summary>The findings at a sequence number, or the one of a number, or the first; none if the trace has none and none was asked for.</summary>
    public IReadOnlyList<Finding> Choose(ParseResult parsed, TraceReport report) => Choose(report, parsed.GetValue(at), parsed.GetValue(number));

    /// <summary>Findings as <c>--finding</c> counts them: policy remarks come last.</summary>
    public static IReadOnlyList<Finding> All(TraceReport report) => [.. report.Findings, .. report.PolicyRemarks];

    private static List<Finding> Choose(TraceReport report, long? at, int? number)
    {
        var all = All(report);
        var place = EventPlace.In(report);
        if (at is { } sequence)
            return all.Where(finding => place.Number(finding.Sequence) == sequence).ToList() is { Count: > 0 } there ? there
                : throw new ArgumentException($"no finding at {sequence}; {Known(all, place)}");
        if (number is { } wanted)
            return wanted <= all.Count ? [all[wanted - 1]] : throw new ArgumentException($"no finding {wanted}; {Known(all, place)}");
        return [.. all.Take(1)];
    }

    private static string Known(IReadOnlyList<Finding> all, EventPlace place) => all.Count == 0
        ? "the trace has none"
        : $"the trace has {all.Count}, at {string.Join(", ", all.Select(finding => place.Number(finding.Sequence)).Distinct().Take(8))}{(all.Count > 8 ? ", …" : "")}";
}
