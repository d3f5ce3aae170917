namespace Tracer.Engine;

/// <summary>The second permutation of the guard of KVM.</summary>
internal static class TestOutsideLock
{
    internal static Exhibit Exhibit { get; } = new("S-G-test",
        "KVM tests for an invalidation before it takes the lock under which it maps",
        ["D05"], ["S01", "S02"])
    {
        Paths = [MadviseDontneedScenario.Scenario],
        Shown = new() { Drivers = ["kvm"], Faults = ["test-before-lock"] },
        Twin = new() { Drivers = ["kvm"] },
    };
}
