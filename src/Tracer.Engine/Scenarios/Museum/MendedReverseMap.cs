namespace Tracer.Engine;

/// <summary>Where the merge ea25c43179 left the reverse map.</summary>
internal static class MendedReverseMap
{
    internal static Exhibit Exhibit { get; } = new("S-D",
        "4.13 as it was released: a range around the loop for the drivers that sleep, invalidate_range under the lock for those that share the page table",
        [], [])
    {
        Paths = [ReclaimScenario.Scenario, MkcleanScenario.Scenario],
        Shown = new() { Protocol = "4.13", Drivers = ["kvm", "amd-iommu-v2"] },
    };
}
