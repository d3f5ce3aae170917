namespace Tracer.Engine;

/// <summary>Devices go on writing to pages that parent and child now share.</summary>
internal static class UnannouncedFork
{
    internal static PlantedFault Fault { get; } = new("unannounced-fork",
        "fork write-protects what it copies without a range around it", "N01", "cow", []);
}
