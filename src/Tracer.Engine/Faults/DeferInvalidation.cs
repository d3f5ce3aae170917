namespace Tracer.Engine;

/// <summary>The batch flushes CPUs alone.</summary>
internal static class DeferInvalidation
{
    internal static PlantedFault Fault { get; } = new("defer-ir",
        "where the flush of the CPUs is put off, invalidate_range is left out", "I10", "reclaim", []);
}
