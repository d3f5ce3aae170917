namespace Tracer.Engine;

/// <summary>The second alternative of the merge ea25c43179: a reference to each page, for who can live with an old one.</summary>
internal static class GuardedByReferences
{
    internal static Exhibit Exhibit { get; } = new("S-F-references",
        "gntdev has range_start alone and maps what truncate is about to free; its twin holds a reference to what it maps",
        ["D03"], ["S01", "S02"])
    {
        Paths = [TruncateScenario.Scenario],
        Shown = new() { Drivers = ["gntdev"] },
        Twin = new() { Drivers = ["gntdev"], Changes = ["start-only-guard=page-references"] },
    };
}
