namespace Tracer.Engine;

/// <summary>The second pitfall that the merge ea25c43179 names: the callbacks assumed that it could never be a huge page.</summary>
internal static class OnePageForHugeEntry
{
    internal static Exhibit Exhibit { get; } = new("B26",
        "writeback cleans a huge entry and tells of it by one invalidate_page",
        ["P03"], [])
    {
        Paths = [MkcleanScenario.Scenario],
        Shown = new() { Protocol = "4.12", Drivers = ["kvm"] },
        Twin = new() { Protocol = "4.13", Drivers = ["kvm"] },
    };
}
