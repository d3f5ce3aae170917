namespace Tracer.Events;

/// <summary>A set of event kinds; a value, compared by content.</summary>
/// <param name="Low">Kinds below 64, a bit each.</param>
/// <param name="High">The others, up to 127.</param>
/// <remarks>Two words and no <see cref="UInt128"/>: code that handles one of those cannot be compiled ahead of time.</remarks>
public readonly record struct EventKindSet(ulong Low, ulong High)
{
    private const int WordBits = 64;

    public static EventKindSet Empty { get; }

    public static EventKindSet All { get; } = new(ulong.MaxValue, ulong.MaxValue);

    /// <summary>What is told beside an event, by the next: nothing happens there, and nothing is judged.</summary>
    public static EventKindSet Remarks { get; } = Of(EventKind.Noted, EventKind.SyscallArguments, EventKind.SyscallReturned);

    public static EventKindSet Of(params ReadOnlySpan<EventKind> kinds)
    {
        var set = Empty;
        foreach (var kind in kinds) set = set.With(kind);
        return set;
    }

    public bool Contains(EventKind kind) => Overlaps(Only(kind));

    public bool Contains(EventKindSet other) => other.Except(this) == Empty;

    public bool Overlaps(EventKindSet other) => ((Low & other.Low) | (High & other.High)) != 0;

    public EventKindSet With(EventKind kind) => Union(Only(kind));

    public EventKindSet Union(EventKindSet other) => new(Low | other.Low, High | other.High);

    public EventKindSet Except(EventKindSet other) => new(Low & ~other.Low, High & ~other.High);

    private static EventKindSet Only(EventKind kind)
    {
        var bit = 1UL << ((int)kind % WordBits);
        return (int)kind < WordBits ? new(bit, 0) : new(0, bit);
    }
}
