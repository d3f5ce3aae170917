namespace Tracer.Engine;

/// <summary>Callbacks of range_start may sleep.</summary>
internal static class StartUnderPtl
{
    internal static PlantedFault Fault { get; } = new("start-under-ptl",
        "copy-on-write and KSM call range_start after they have taken the page-table lock", "N02", "cow", []);
}
