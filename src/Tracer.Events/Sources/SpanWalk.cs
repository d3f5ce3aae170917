namespace Tracer.Events.Sources;

/// <summary>
/// Goes through a trace, event by event, and tells where it is to a span: inside from the first event in it up to the first behind it, without a hole, though times of different
/// CPUs may go back a little.
/// </summary>
public sealed class SpanWalk(TraceSpan span)
{
    /// <summary>Where the event that was taken last lies.</summary>
    public SpanPart Part { get; private set; }

    /// <summary>Takes the next event.</summary>
    public SpanPart Take(in EventHeader header)
    {
        if (Part == SpanPart.Before && span.Contains(in header)) Part = SpanPart.Inside;
        else if (Part == SpanPart.Inside && (span.IsOver(in header) || header.TimestampNs > span.LastNs)) Part = SpanPart.Behind;
        return Part;
    }
}

/// <summary>Where an event lies to a span.</summary>
public enum SpanPart
{
    Before,
    Inside,
    Behind,
}
