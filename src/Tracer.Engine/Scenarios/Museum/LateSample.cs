namespace Tracer.Engine;

/// <summary>The third permutation of the guard of KVM.</summary>
internal static class LateSample
{
    internal static Exhibit Exhibit { get; } = new("S-G-sample",
        "KVM samples the sequence after it has looked the page up",
        ["D06"], ["S01", "S02"])
    {
        Paths = [MadviseDontneedScenario.Scenario],
        Shown = new() { Drivers = ["kvm"], Faults = ["sample-after-look-up"] },
        Twin = new() { Drivers = ["kvm"] },
    };
}
