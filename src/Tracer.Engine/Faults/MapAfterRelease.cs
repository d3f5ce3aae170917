namespace Tracer.Engine;

/// <summary>No callback comes any more to take the entry away.</summary>
internal static class MapAfterRelease
{
    internal static PlantedFault Fault { get; } = new("map-after-release",
        "a device that is closed maps one more page", "D14", "reclaim", ["kvm"]);
}
