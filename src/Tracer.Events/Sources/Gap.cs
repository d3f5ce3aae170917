namespace Tracer.Events.Sources;

/// <summary>Events lost at one place.</summary>
/// <param name="After">Sequence of the last event before it; 0 if the place is not known.</param>
/// <param name="Cpu">The CPU that lost them; null if not told.</param>
/// <param name="Lost">How many; null if not told.</param>
public sealed record Gap(long After, int? Cpu, long? Lost)
{
    // More than this no trace has; such a number comes from a damaged place.
    private const long MostCredible = 1L << 40;

    /// <summary>What shows it.</summary>
    public GapCause Cause { get; init; }

    /// <summary>A number of lost events as a source tells it; null if it cannot be.</summary>
    public static long? Credible(long lost) => lost is < 0 or > MostCredible ? null : lost;
}

/// <summary>What shows that events are missing.</summary>
public enum GapCause
{
    /// <summary>The source says so.</summary>
    Told,

    /// <summary>A line cannot be read that may have told any event.</summary>
    Damaged,

    /// <summary>Whoever passed the text on marked that he left something out.</summary>
    CutOut,

    /// <summary>The time runs back.</summary>
    TimeBack,

    /// <summary>A line comes twice.</summary>
    Doubled,

    /// <summary>A task does what it cannot do after what it did before.</summary>
    Contradicted,

    /// <summary>Nothing happens for long in a text that does not say how many lines it has, and what was found across it may come of lines taken out there.</summary>
    Paused,
}
