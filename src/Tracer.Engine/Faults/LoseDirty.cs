namespace Tracer.Engine;

/// <summary>What the device wrote is lost if the page is dropped as clean.</summary>
internal static class LoseDirty
{
    internal static PlantedFault Fault { get; } = new("lose-dirty",
        "a driver zaps an entry that the device has written through, and does not mark the page dirty", "D19", "reclaim", ["kvm"]);
}
