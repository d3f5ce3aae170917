namespace Tracer.Engine;

/// <summary>What the start has counted the end does not find.</summary>
internal static class ChangeSlotInsideRange
{
    internal static PlantedFault Fault { get; } = new("change-slot-inside-range",
        "KVM changes a memory slot without waiting for the ranges that are open", "D15", "reclaim", ["kvm"]);
}
