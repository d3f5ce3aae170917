namespace Tracer.Events.Sources;

/// <summary>A part of a trace, from a moment to a moment, both included: by sequence number, and by time.</summary>
public readonly record struct TraceSpan(long First, long Last, long FirstNs, long LastNs)
{
    public static TraceSpan Whole { get; } = new(long.MinValue, long.MaxValue, long.MinValue, long.MaxValue);

    public bool Contains(in EventHeader header) =>
        First <= header.Sequence && header.Sequence <= Last && FirstNs <= header.TimestampNs && header.TimestampNs <= LastNs;

    /// <summary>True if all that follows the event lies behind it; times of different CPUs may go back a little, and do not tell.</summary>
    public bool IsOver(in EventHeader header) => header.Sequence > Last;
}
