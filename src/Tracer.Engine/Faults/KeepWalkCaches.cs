namespace Tracer.Engine;

/// <summary>Hardware that walks the page table may keep the way to a table that is another's by now.</summary>
internal static class KeepWalkCaches
{
    internal static PlantedFault Fault { get; } = new("keep-walk-caches",
        "page tables are freed without an invalidate_range", "I13", "munmap", []);
}
