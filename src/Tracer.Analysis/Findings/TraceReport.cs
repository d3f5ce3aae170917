namespace Tracer.Analysis.Findings;

/// <summary>All that checking one trace has found; what every report format is made from.</summary>
public sealed record TraceReport : TraceHead
{
    public required TraceVerdict Verdict { get; init; }

    /// <summary>Why it is unreadable; null if it is readable.</summary>
    public string? Error { get; init; }

    /// <summary>In a few words what it is in place of a trace; null if it is one.</summary>
    public string? NoTrace { get; init; }

    /// <summary>What the program itself met with, for whoever mends it; null if it is not to blame.</summary>
    public Exception? InternalError { get; init; }

    /// <summary>Every rule that was asked for, by id.</summary>
    public IReadOnlyList<RuleResult> Rules { get; init; } = [];

    /// <summary>Findings by sequence, policy findings apart in <see cref="PolicyRemarks"/> unless policy was asked for.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Breaches of rules that were proposed and never enforced; they set no verdict.</summary>
    public IReadOnlyList<Finding> PolicyRemarks { get; init; } = [];

    /// <summary>What one would have to record to see a kind of event, in the source's own words; null or absent where nothing can be said.</summary>
    public IReadOnlyDictionary<EventKind, string?> Probes { get; init; } = new Dictionary<EventKind, string?>();

    public static TraceReport Unreadable(string path, string error, string? noTrace = null) =>
        new() { Path = path, Verdict = TraceVerdict.Unreadable, Error = error, NoTrace = noTrace };
}
