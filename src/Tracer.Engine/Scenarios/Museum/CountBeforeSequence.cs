namespace Tracer.Engine;

/// <summary>The first permutation of the guard of KVM.</summary>
internal static class CountBeforeSequence
{
    internal static Exhibit Exhibit { get; } = new("S-G-count",
        "KVM lowers its count of open ranges before it moves the sequence",
        ["D04"], [])
    {
        Paths = [ReclaimScenario.Scenario],
        Shown = new() { Drivers = ["kvm"], Faults = ["lower-count-first"] },
        Twin = new() { Drivers = ["kvm"] },
    };
}
