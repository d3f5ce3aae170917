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

    /// <summary>Events known to be lost inside; where a number is not told, at least one.</summary>
    public long Lost => Gaps.Sum(gap => gap.Lost ?? 1);
}

/// <summary>Events lost at one place.</summary>
/// <param name="After">Sequence of the last event before it; 0 if the place is not known.</param>
/// <param name="Cpu">The CPU that lost them; null if not told.</param>
/// <param name="Lost">How many; null if not told.</param>
public sealed record Gap(long After, int? Cpu, long? Lost)
{
    // More than this no trace has; such a number comes from a damaged place.
    private const long MostCredible = 1L << 40;

    /// <summary>A number of lost events as a source tells it; null if it cannot be.</summary>
    public static long? Credible(long lost) => lost is < 0 or > MostCredible ? null : lost;
}
