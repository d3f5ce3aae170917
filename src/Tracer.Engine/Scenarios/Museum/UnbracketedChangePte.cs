namespace Tracer.Engine;

/// <summary>set_pte_at_notify as 6bdb913f0a70 found it: no range around it, and a fallback for drivers without change_pte.</summary>
internal static class UnbracketedChangePte
{
    internal static Exhibit Exhibit { get; } = new("B13",
        "a page is replaced by change_pte with no range around it, and drivers without change_pte get invalidate_page under the page-table lock",
        ["C04", "N01", "P02", "T03"], [])
    {
        Paths = [CowScenario.Scenario],
        Shown = new() { Protocol = "3.7", Drivers = ["ib-umem-odp"], Changes = ["change-pte-bracket=none", "change-pte-fallback=invalidate-page"] },
        Twin = new() { Protocol = "3.7", Drivers = ["ib-umem-odp"] },
    };
}
