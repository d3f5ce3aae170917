namespace Tracer.Engine;

/// <summary>What the range has promised is over when the secondary TLB is flushed once more.</summary>
internal static class InvalidateAfterEnd
{
    internal static PlantedFault Fault { get; } = new("ir-after-range-end",
        "invalidate_range is called after range_end", "I04", "cow", []);
}
