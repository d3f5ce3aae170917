namespace Tracer.Engine;

/// <summary>The first alternative of the merge ea25c43179: a sequence and a count.</summary>
internal static class GuardedByCount
{
    internal static Exhibit Exhibit { get; } = new("S-F-count",
        "amdgpu has range_start alone and maps what is about to be copied; its twin counts open ranges and moves a sequence",
        ["D03"], ["S02"])
    {
        Paths = [CowScenario.Scenario],
        Shown = new() { Drivers = ["amdgpu"] },
        Twin = new() { Drivers = ["amdgpu"], Changes = ["start-only-guard=count"] },
    };
}
