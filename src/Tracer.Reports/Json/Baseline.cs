using System.Text.Json;
using Tracer.Analysis.Findings;

namespace Tracer.Reports.Json;

/// <summary>
/// The breaches that an earlier report in JSON tells of. A breach is the same if rule, reason, function and the function that called it are: sequence
/// numbers, tasks and addresses change with every run. A report of a version that named no callers knows nothing of a breach that has one.
/// </summary>
public sealed class Baseline
{
    private readonly HashSet<(string Reason, string? Function, string? Caller)> known;

    private Baseline(IEnumerable<FindingObject> findings) => known = [.. findings.Select(finding => (finding.Reason, finding.Function, finding.Caller))];

    /// <exception cref="FormatException">The text is no such report.</exception>
    public static Baseline Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            if (JsonSerializer.Deserialize(json, JsonReport.Context.TraceObjectArray) is { } traces && Array.TrueForAll(traces, trace => trace is { Schema: JsonReport.Schema, Findings: not null }))
                return new Baseline(traces.SelectMany(trace => trace.Findings));
        }
        catch (JsonException e)
        {
            throw new FormatException($"is no report of `tracer check --format json`: {e.Message}", e);
        }

        throw new FormatException($"is no report of `tracer check --format json` with schema {JsonReport.Schema}");
    }

    public bool Knows(TraceReport report, Finding finding) => Has(report, finding, report.Names.CallerOf(finding.Culprit.Header.Function));

    /// <summary>It would know it, if it named the caller.</summary>
    public bool LacksCaller(TraceReport report, Finding finding) => !Knows(report, finding) && Has(report, finding, null);

    private bool Has(TraceReport report, Finding finding, string? caller) =>
        known.Contains((finding.Reason.Code, report.Names.Of(finding.Culprit.Header.Function), caller));
}
