namespace Tracer.Engine;

/// <summary>Hardware that shares the page table never hears that its copy is old.</summary>
internal static class SkipInvalidateRange
{
    internal static PlantedFault Fault { get; } = new("skip-invalidate-range",
        "a copied page is mapped without an invalidate_range for the old one", "I01", "cow", [])
    {
        Changes = ["range-end=end-only"],
    };
}
