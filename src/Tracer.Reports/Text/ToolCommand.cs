using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Sweeps;

namespace Tracer.Reports.Text;

/// <summary>How to ask the tool for something again, as the words of a command line.</summary>
public static class ToolCommand
{
    /// <summary>The command that explains a finding again. What came through standard input is gone; who saved it knows its name.</summary>
    public static IReadOnlyList<string> Explain(TraceHead trace, Finding finding) => Of(trace, "explain", "--at", $"{EventPlace.In(trace).Number(finding.Sequence)}");

    /// <summary>A command on the trace, judged as it was.</summary>
    public static IReadOnlyList<string> Of(TraceHead trace, string command, params IEnumerable<string> more) =>
        ["tracer", command, trace.Path == "-" ? "FILE" : trace.Path, .. Judged(trace), .. more];

    /// <summary>The command that records one seed of a sweep.</summary>
    public static IReadOnlyList<string> Record(SweepReport cell, ulong seed) =>
        ["tracer", "record", cell.Scenario, "--protocol", cell.Protocol, .. cell.Drivers.SelectMany(driver => new[] { "--driver", driver }), "--seed", $"{seed}", "-o", "run.nettrace"];

    // What the user said of the trace is not in it, and without it the same rules need not break.
    private static string[] Judged(TraceHead trace) => trace.Origin switch
    {
        { KnownFrom: KnownFrom.Option, Protocol: { } protocol } => ["--protocol", protocol],
        { KnownFrom: KnownFrom.Option, Kernel: { } kernel } => ["--kernel", kernel],
        _ => [],
    };
}
