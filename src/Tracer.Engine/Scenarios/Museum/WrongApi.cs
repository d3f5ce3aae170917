namespace Tracer.Engine;

/// <summary>aac2fea94f7a, three bugs in one call; reverted by 785373b4.</summary>
internal static class WrongApi
{
    internal static Exhibit Exhibit { get; } = new("B02",
        "reclaim tells of a range by invalidate_range alone, which KVM does not hear, its length in pages and its base as handed in",
        ["N01", "N07", "N11", "T03"], ["S01", "S02"])
    {
        Paths = [ReclaimScenario.Scenario],
        Shown = new() { Protocol = "aac2fea9", Drivers = ["kvm"] },
        Twin = new() { Protocol = "4.13", Drivers = ["kvm"] },
    };
}
