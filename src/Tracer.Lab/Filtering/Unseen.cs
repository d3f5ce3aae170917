namespace Tracer.Lab.Filtering;

/// <summary>Passes on each event once, though a live trace may be read again from its beginning.</summary>
public sealed class Unseen : IEventSink
{
    private long last = -1;

    /// <summary>The last event's sequence number; -1 before the first.</summary>
    public long Last => last;

    /// <summary>Who takes the events.</summary>
    public IEventSink? Target { get; set; }

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        var seen = 0;
        while (seen < events.Length && events[seen].Header.Sequence <= last) seen++;
        if (seen == events.Length) return;
        Target?.Accept(events[seen..]);
        last = events[^1].Header.Sequence;
    }
}
