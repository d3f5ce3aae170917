namespace Tracer.Events;

/// <summary>Hands the same events to several sinks, in their order.</summary>
public sealed class Fanout(IReadOnlyList<IEventSink> sinks) : IEventSink
{
    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        foreach (var sink in sinks) sink.Accept(events);
    }
}
