namespace Tracer.Engine;

/// <summary>Devices that walk the page table walk one that is freed.</summary>
internal static class UnmapBeforeRelease
{
    internal static PlantedFault Fault { get; } = new("unmap-before-release",
        "exit unmaps the memory before it has drivers let go", "N18", "exit", []);
}
