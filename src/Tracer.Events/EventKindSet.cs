namespace Tracer.Events;

/// <summary>A set of event kinds; a value, compared by content.</summary>
public readonly record struct EventKindSet(UInt128 Bits)
{
    public static EventKindSet Empty { get; }

    public static EventKindSet All { get; } = new(UInt128.MaxValue);

    public static EventKindSet Of(params ReadOnlySpan<EventKind> kinds)
    {
        var bits = UInt128.Zero;
        foreach (var kind in kinds) bits |= UInt128.One << (int)kind;
        return new EventKindSet(bits);
    }

    public bool Contains(EventKind kind) => (Bits >> (int)kind & UInt128.One) != 0;

    public bool Contains(EventKindSet other) => (Bits & other.Bits) == other.Bits;

    public bool Overlaps(EventKindSet other) => (Bits & other.Bits) != 0;

    public EventKindSet With(EventKind kind) => new(Bits | UInt128.One << (int)kind);

    public EventKindSet Union(EventKindSet other) => new(Bits | other.Bits);

    public EventKindSet Except(EventKindSet other) => new(Bits & ~other.Bits);
}
