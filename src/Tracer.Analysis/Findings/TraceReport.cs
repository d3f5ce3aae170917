namespace Tracer.Analysis.Findings;

/// <summary>All that checking one trace has found; what every report format is made from.</summary>
public sealed record TraceReport
{
    /// <summary>The trace's path as the user gave it.</summary>
    public required string Path { get; init; }

    /// <summary>Null if the trace could not be read at all.</summary>
    public TraceOrigin? Origin { get; init; }

    public required TraceVerdict Verdict { get; init; }

    /// <summary>Why it is unreadable; null if it is readable.</summary>
    public string? Error { get; init; }

    /// <summary>Events read.</summary>
    public long Events { get; init; }

    public Completeness Completeness { get; init; } = Completeness.Whole;

    /// <summary>Every rule that was asked for, by id.</summary>
    public IReadOnlyList<RuleResult> Rules { get; init; } = [];

    /// <summary>Findings by sequence, policy findings apart in <see cref="PolicyRemarks"/> unless policy was asked for.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Breaches of rules that were proposed and never enforced; they set no verdict.</summary>
    public IReadOnlyList<Finding> PolicyRemarks { get; init; } = [];

    /// <summary>The operations that had begun and not ended when the trace did: <see cref="OperationBegan"/> events, by sequence. A page fault shows no end, so it is not told.</summary>
    public IReadOnlyList<VmEvent> Unfinished { get; init; } = [];

    /// <summary>What one would have to record to see a kind of event, in the source's own words; null or absent where nothing can be said.</summary>
    public IReadOnlyDictionary<EventKind, string?> Probes { get; init; } = new Dictionary<EventKind, string?>();

    /// <summary>Names of the trace's tasks, locks, functions.</summary>
    public Names Names { get; init; } = new();

    public static TraceReport Unreadable(string path, string error) =>
        new() { Path = path, Verdict = TraceVerdict.Unreadable, Error = error };
}
