namespace Tracer.Events;

/// <summary>Takes events in order. Recorder, replay, hash, exporters, mutators are sinks.</summary>
public interface IEventSink
{
    /// <summary>Takes the next events; the span is only good for the call.</summary>
    void Accept(ReadOnlySpan<VmEvent> events);
}
