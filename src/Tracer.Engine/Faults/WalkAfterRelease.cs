namespace Tracer.Engine;

/// <summary>The page tables are freed next.</summary>
internal static class WalkAfterRelease
{
    internal static PlantedFault Fault { get; } = new("walk-after-release",
        "release leaves the page table with the device", "D13", "reclaim", ["intel-svm"]);
}
