namespace Tracer.Traces.Reading;

/// <summary>Gathers single events in one reused buffer, so that a sink is called once for many.</summary>
internal sealed class EventBatch(IEventSink sink)
{
    private readonly VmEvent[] events = new VmEvent[512];
    private int count;

    /// <summary>The sink is at work, or has thrown.</summary>
    public bool IsDelivering { get; private set; }

    public void Add<T>(in T view)
        where T : struct, IEventView
    {
        Next() = VmEvent.Of(in view);
        Added();
    }

    /// <summary>The place for the next event, which counts once it is <see cref="Added"/>.</summary>
    public ref VmEvent Next() => ref events[count];

    public void Added()
    {
        if (++count == events.Length) Flush();
    }

    /// <summary>Hands on events that lie together already.</summary>
    public void Deliver(ReadOnlySpan<VmEvent> together)
    {
        Flush();
        HandOn(together);
    }

    public void Flush()
    {
        if (count == 0) return;
        var filled = events.AsSpan(0, count);
        count = 0;
        HandOn(filled);
    }

    private void HandOn(ReadOnlySpan<VmEvent> together)
    {
        IsDelivering = true;
        sink.Accept(together);
        IsDelivering = false;
    }
}
