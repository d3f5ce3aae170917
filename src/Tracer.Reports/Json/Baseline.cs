using System.Text.Json;
using Tracer.Analysis.Findings;

namespace Tracer.Reports.Json;

/// <summary>
/// The breaches that an earlier report in JSON tells of. A breach is the same if rule, reason and function are: sequence
/// numbers, tasks and addresses change with every run.
/// </summary>
public sealed class Baseline
{
    private readonly HashSet<(string Reason, string? Function)> known;

    private Baseline(IEnumerable<FindingObject> findings) => known = [.. findings.Select(finding => (finding.Reason, finding.Function))];

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

    public bool Knows(TraceReport report, Finding finding) => known.Contains((finding.Reason.Code, report.Names.Of(finding.Culprit.Header.Function)));
}
