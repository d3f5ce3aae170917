namespace Tracer.Engine;

/// <summary>All that c7ab0d2fdc84 broke; the start-only drivers among them are guarded, for what they break besides is another exhibit.</summary>
internal static class ThreeSleepers
{
    internal static Exhibit Exhibit { get; } = new("S-B",
        "invalidate_page under the page-table lock, to the three drivers whose callback sleeps",
        ["P02"], [])
    {
        Paths = [ReclaimScenario.Scenario],
        Shown = new() { Protocol = "4.12", Drivers = ["ib-umem-odp", "gntdev", "amdgpu"], Changes = ["start-only-guard=count"] },
        Twin = new() { Protocol = "4.13", Drivers = ["ib-umem-odp", "gntdev", "amdgpu"], Changes = ["start-only-guard=count"] },
    };
}
