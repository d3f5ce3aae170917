namespace Tracer.Events.Sources;

/// <summary>What of a run a trace holds.</summary>
/// <param name="StartsInMiddle">Something ran before its first event.</param>
/// <param name="EndsInMiddle">It ends before the run did; for a torn file <paramref name="Missing"/> says what is not there.</param>
/// <param name="Gaps">Where events were lost inside.</param>
/// <param name="Missing">In words what is missing at the end; null if nothing is.</param>
public sealed record Completeness(bool StartsInMiddle, bool EndsInMiddle, IReadOnlyList<Gap> Gaps, string? Missing = null)
{
    /// <summary>The whole run, from its first event to its last.</summary>
    public static Completeness Whole { get; } = new(false, false, []);

    /// <summary>What of it was not understood, most lines first.</summary>
    public IReadOnlyList<UnreadLines> Unread { get; init; } = [];

    /// <summary>What became of its lines; null for a source without lines.</summary>
    public LineCounts? Lines { get; init; }

    /// <summary>The source says how many events it holds, or numbers them: those taken out of its middle would show.</summary>
    public bool IsCounted { get; init; } = true;

    /// <summary>Entries that its header promises, or events that its end counts, and that are nowhere: as they may lie before any event, no finding stands.</summary>
    public long Unplaced { get; init; }

    /// <summary>Whoever read it did not wait for its end.</summary>
    public bool IsInterrupted { get; private init; }

    /// <summary>In words, that somebody did not wait.</summary>
    public const string Interruption = "reading was interrupted";

    /// <summary>The same of a trace that was read no further; whatever is wrong where it was left says nothing of the trace.</summary>
    public Completeness Interrupted() => this with { EndsInMiddle = true, IsInterrupted = true, Missing = $"{Interruption} here" };

    /// <summary>Events known to be lost inside; where a number is not told, at least one.</summary>
    public long Lost => Gaps.Sum(gap => gap.Lost ?? 1);
}
