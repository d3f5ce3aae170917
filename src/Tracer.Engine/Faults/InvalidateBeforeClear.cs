namespace Tracer.Engine;

/// <summary>Hardware that walks the page table fetches the old entry again between the two.</summary>
internal static class InvalidateBeforeClear
{
    internal static PlantedFault Fault { get; } = new("ir-before-clear",
        "invalidate_range is called before the entry is cleared instead of after", "I05", "cow", []);
}
