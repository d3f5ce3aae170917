using Tracer.Analysis;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Rules;
using Tracer.Traces.Reading;

namespace Tracer.Lab.Checking;

/// <summary>How a trace is to be checked.</summary>
public sealed record CheckOptions
{
    /// <summary>The rules to put to the test; all by default.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = RuleCatalogue.All;

    /// <summary>The protocol to judge by in place of the trace's own; null: the trace's own.</summary>
    public string? Protocol { get; init; }

    /// <summary>The version of the kernel a text trace comes from; null: from its probes.</summary>
    public string? Kernel { get; init; }

    /// <summary>Hears of each finding as it is made, with what is known of the trace by then; null: nobody.</summary>
    public Action<Finding, TraceHead>? Found { get; init; }

    /// <summary>Subscribes who wants to hear what the replay sees, before the first event; null: nobody.</summary>
    public Action<Analyzer>? Listen { get; init; }

    /// <summary>Nobody wants to wait on: what was read by then is judged, and said to be a part.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Whether rules that were proposed and never enforced count for the verdict.</summary>
    public bool CountPolicy { get; init; }

    /// <summary>Which code the trace is taken to show: what the user says of it comes before what it says itself.</summary>
    public TraceOrigin OriginOf(TraceOrigin origin) => Protocol is { } protocol
        ? origin with { Protocol = protocol, Kernel = null, KnownFrom = KnownFrom.Option, Why = null }
        : origin;
}
