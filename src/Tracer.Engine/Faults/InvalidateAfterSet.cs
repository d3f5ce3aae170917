namespace Tracer.Engine;

/// <summary>The CPU may write to the new page while a secondary TLB still reads the old one.</summary>
internal static class InvalidateAfterSet
{
    internal static PlantedFault Fault { get; } = new("ir-after-set",
        "invalidate_range is called after the new entry is set", "I02", "cow", []);
}
