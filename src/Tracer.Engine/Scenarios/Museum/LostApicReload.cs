namespace Tracer.Engine;

/// <summary>What the series of 2017 took from KVM with invalidate_page, and commit b1394e745b94 gave back in range_start.</summary>
internal static class LostApicReload
{
    internal static Exhibit Exhibit { get; } = new("B15",
        "KVM is no longer told when the page of the interrupt controller goes, and the guest goes on with a page that is free",
        ["D11"], ["S01", "S02"])
    {
        Paths = [ApicPageScenario.Scenario],
        Shown = new() { Drivers = ["kvm"] },
        Twin = new() { Drivers = ["kvm"], Changes = ["apic-reload=range-start"] },
    };
}
