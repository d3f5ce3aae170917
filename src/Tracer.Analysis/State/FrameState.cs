namespace Tracer.Analysis.State;

/// <summary>What is known about one frame.</summary>
/// <param name="Generation">How often it was handed out.</param>
/// <param name="Freed">The event that freed it last; of kind None while it is in use.</param>
/// <param name="Head">The first frame of its compound page, itself if it is none.</param>
/// <param name="Order">log2 of the compound page's frames.</param>
public readonly record struct FrameState(int Generation, VmEvent Freed, Pfn Head, byte Order)
{
    public bool IsFree => Freed.Header.Kind != EventKind.None;
}
