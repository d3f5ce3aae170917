namespace Tracer.Engine;

/// <summary>Another task may act on the new entry while a secondary TLB still holds the old one.</summary>
internal static class InvalidateAfterUnlock
{
    internal static PlantedFault Fault { get; } = new("ir-after-unlock",
        "invalidate_range is called after the page-table lock is dropped", "I06", "cow", []);
}
