namespace Tracer.Analysis.Findings;

/// <summary>What is known of a trace before anything is judged: where it comes from, how much of a run it holds, what its ids are called.</summary>
public record TraceHead
{
    /// <summary>The trace's path as the user gave it.</summary>
    public required string Path { get; init; }

    /// <summary>Null if the trace could not be read at all.</summary>
    public TraceOrigin? Origin { get; init; }

    /// <summary>Events read.</summary>
    public long Events { get; init; }

    public Completeness Completeness { get; init; } = Completeness.Whole;

    /// <summary>The operations that had begun and not ended when the trace did: <see cref="OperationBegan"/> events, by sequence. A page fault shows no end, so it is not told.</summary>
    public IReadOnlyList<VmEvent> Unfinished { get; init; } = [];

    /// <summary>What the trace that follows in the same file is called; null if none does.</summary>
    public string? Next { get; init; }

    /// <summary>Names of the trace's tasks, locks, functions.</summary>
    public Names Names { get; init; } = new();
}
