namespace Tracer.Events;

/// <summary>Lets events pass until somebody wants no more of them.</summary>
public sealed class Until(CancellationToken stop) : IEventSink
{
    /// <exception cref="OperationCanceledException">Nobody wants them any more.</exception>
    public void Accept(ReadOnlySpan<VmEvent> events) => stop.ThrowIfCancellationRequested();
}
