namespace Tracer.Analysis;

/// <summary>What is known about one frame.</summary>
/// <param name="Generation">How often it was handed out.</param>
/// <param name="Freed">The event that freed it last; of kind None while it is in use.</param>
public readonly record struct FrameState(int Generation, Tracer.Events.VmEvent Freed)
{
    public bool IsFree => Freed.Header.Kind != Tracer.Events.EventKind.None;
}
