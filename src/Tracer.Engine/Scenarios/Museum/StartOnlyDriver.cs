namespace Tracer.Engine;

/// <summary>What the merge ea25c43179 warns of: nothing keeps a driver from undoing what its start callback invalidated.</summary>
internal static class StartOnlyDriver
{
    internal static Exhibit Exhibit { get; } = new("B25",
        "a driver with range_start and no range_end maps the old page again before the entry changes",
        ["D03"], ["S01", "S02"])
    {
        Paths = [ReclaimScenario.Scenario],
        Shown = new() { Drivers = ["gntdev"] },
        Twin = new() { Drivers = ["gntdev"], Changes = ["start-only-guard=count"] },
    };
}
