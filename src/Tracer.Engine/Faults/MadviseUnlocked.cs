namespace Tracer.Engine;

/// <summary>Who registers a driver, or takes the region away, is not kept out.</summary>
internal static class MadviseUnlocked
{
    internal static PlantedFault Fault { get; } = new("madvise-unlocked",
        "madvise(MADV_FREE) does without mmap_lock", "N09", "madvise-free", []);
}
