namespace Tracer.Engine;

/// <summary>The order of set_pte_at_notify to 3.6, in a kernel that the rule about it speaks of.</summary>
internal static class ChangePteAfterSet
{
    internal static Exhibit Exhibit { get; } = new("B12",
        "a copied page is set in the page table before KVM hears of it by change_pte",
        ["C01"], [])
    {
        Paths = [CowScenario.Scenario],
        Shown = new() { Protocol = "3.7", Drivers = ["kvm"], Changes = ["change-pte-order=after-set"] },
        Twin = new() { Protocol = "3.7", Drivers = ["kvm"] },
    };
}
