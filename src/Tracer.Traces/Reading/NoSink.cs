namespace Tracer.Traces.Reading;

/// <summary>Takes events for nobody: what is read ahead of a trace is read for what the reader learns, or for where it ends.</summary>
internal sealed class NoSink : IEventSink
{
    public static NoSink Instance { get; } = new();

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
    }
}
