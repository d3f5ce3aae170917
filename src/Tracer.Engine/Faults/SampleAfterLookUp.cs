namespace Tracer.Engine;

/// <summary>An invalidation between the two is taken for an earlier one.</summary>
internal static class SampleAfterLookUp
{
    internal static PlantedFault Fault { get; } = new("sample-after-look-up",
        "a fault samples the sequence after it has looked the page up", "D06", "reclaim", ["kvm"]);
}
