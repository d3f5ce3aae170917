namespace Tracer.Traces.Reading;

/// <summary>Gathers single events in one reused buffer, so that a sink is called once for many. What no event can hold does not get past it.</summary>
/// <param name="sink">Takes the events.</param>
/// <param name="refuse">Told of an event that cannot be, before it is left out; null: it is only counted.</param>
internal sealed class EventBatch(IEventSink sink, EventBatch.Refusal? refuse = null)
{
    private readonly VmEvent[] events = new VmEvent[512];
    private int count;
    private long free;

    /// <summary>The sequence number of the last event that is no name; negative before the first.</summary>
    public long Last => free - 1;

    /// <summary>An event holds what none can hold.</summary>
    public delegate void Refusal(in VmEvent e, string why);

    /// <summary>The sink is at work, or has thrown.</summary>
    public bool IsDelivering { get; private set; }

    /// <summary>Events that were left out.</summary>
    public long Refused { get; private set; }

    /// <summary>Adds an event of a text, with the first sequence number of its line: it gets the next that is free there. A name has the number of what it is told for.</summary>
    public void Add<T>(in T view)
        where T : struct, IEventView
    {
        ref var e = ref Next();
        e = VmEvent.Of(in view);
        if (e.Header.Sequence < free) e.Header.Sequence = free;
        if (T.Kind != EventKind.Named) free = LineSequence.Next(e.Header.Sequence);
        Added();
    }

    /// <summary>The place for the next event, which counts once it is <see cref="Added"/>.</summary>
    public ref VmEvent Next() => ref events[count];

    public void Added()
    {
        if (!EventBounds.Hold(in events[count])) Refuse(in events[count]);
        else if (++count == events.Length) Flush();
    }

    /// <summary>Hands on events that lie together already.</summary>
    public void Deliver(ReadOnlySpan<VmEvent> together)
    {
        Flush();
        var begin = 0;
        for (var i = 0; i < together.Length; i++)
        {
            if (EventBounds.Hold(in together[i])) continue;
            HandOn(together[begin..i]);
            begin = i + 1;
            Refuse(in together[i]);
        }

        HandOn(together[begin..]);
    }

    public void Flush()
    {
        var filled = events.AsSpan(0, count);
        count = 0;
        HandOn(filled);
    }

    private void Refuse(in VmEvent e)
    {
        Refused++;
        refuse?.Invoke(in e, EventBounds.Breach(in e)!);
    }

    private void HandOn(ReadOnlySpan<VmEvent> together)
    {
        if (together.IsEmpty) return;
        IsDelivering = true;
        sink.Accept(together);
        IsDelivering = false;
    }
}
