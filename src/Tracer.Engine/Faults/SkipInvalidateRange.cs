namespace Tracer.Engine;

/// <summary>Hardware that shares the page table never hears that what it has cached is gone.</summary>
internal static class SkipInvalidateRange
{
    internal static PlantedFault Fault { get; } = new("skip-invalidate-range",
        "reclaim takes entries away without an invalidate_range", "I01", "reclaim", [])
    {
        Changes = ["range-end=end-only"],
    };
}
