using System.Collections.Concurrent;
using System.Text;
using Tracer.Testing.Captures;
using Tracer.Testing.Mutators;

namespace Tracer.Tests.Kernels;

/// <summary>Checks kernel traces as <c>tracer check</c> does.</summary>
internal static class KernelCheck
{
    private static readonly ConcurrentDictionary<string, TraceReport> Reports = [];

    /// <summary>A tracefs text of this repository, such as <c>linux-6.1/cow-fork-kvm</c>; checked once.</summary>
    public static TraceReport OfCapture(string name) => OfFile(name + ".trace");

    /// <summary>One of <see cref="Capture.All"/>, whichever form it has; checked once.</summary>
    public static TraceReport OfFile(string name) => Reports.GetOrAdd(name, static one => TraceCheck.Run(Capture.PathOf(one), new CheckOptions()));

    public static TraceReport OfText(string text)
    {
        using var trace = FtraceTrace.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), "trace.txt", null);
        return TraceCheck.Run(trace, new CheckOptions());
    }

    /// <summary>Line and rule of every finding.</summary>
    public static IReadOnlyList<Breach> Breaches(this TraceReport report) =>
        [.. report.Findings.Select(finding => new Breach(finding.Line(), finding.Rule.Id))];

    /// <summary>The line at which a finding is told.</summary>
    public static long Line(this Finding finding) => LineSequence.LineOf(finding.Sequence);

    public static RuleResult Of(this TraceReport report, string rule) => report.Rules.Single(result => result.Rule.Id == rule);

    /// <summary>How often each broken rule was broken: <c>N01 73, N11 73</c>.</summary>
    public static string Broken(this TraceReport report) =>
        string.Join(", ", report.Rules.Where(result => result.Violations > 0).Select(result => $"{result.Rule.Id} {result.Violations}"));
}
