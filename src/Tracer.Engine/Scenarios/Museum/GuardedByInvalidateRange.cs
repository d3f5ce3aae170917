namespace Tracer.Engine;

/// <summary>The last alternative of the merge ea25c43179: invalidate_range under the page-table lock.</summary>
internal static class GuardedByInvalidateRange
{
    internal static Exhibit Exhibit { get; } = new("S-F-under-lock",
        "amdgpu has range_start alone and maps what reclaim is about to take; its twin unmaps again when the entry is gone",
        ["D03"], ["S01", "S02"])
    {
        Paths = [ReclaimScenario.Scenario],
        Shown = new() { Drivers = ["amdgpu"] },
        Twin = new() { Drivers = ["amdgpu"], Changes = ["start-only-guard=invalidate-range"] },
    };
}
