namespace Tracer.Engine;

/// <summary>The first pitfall that the merge ea25c43179 names.</summary>
internal static class StalePage
{
    internal static Exhibit Exhibit { get; } = new("S-A",
        "the page-table lock is dropped before invalidate_page is called, and a new page is mapped at the address in between",
        ["P01"], [])
    {
        Paths = [ReclaimScenario.Scenario, MadviseFreeScenario.Scenario],
        Shown = new() { Protocol = "4.10", Drivers = ["kvm"] },
        Twin = new() { Protocol = "4.12", Drivers = ["kvm"] },
    };
}
