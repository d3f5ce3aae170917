namespace Tracer.Engine;

/// <summary>The first bug of aac2fea94f7a alone.</summary>
internal static class RangeCallAlone
{
    private static readonly Setting Kernel = new() { Protocol = "aac2fea9", Drivers = ["kvm"], Changes = ["rmap-range-length=bytes"] };

    internal static Exhibit Exhibit { get; } = new("S-C-api",
        "reclaim calls invalidate_range in place of range_start and range_end; the range is right",
        ["N01", "N11", "T03"], ["S01", "S02"])
    {
        Paths = [ReclaimScenario.Scenario],
        Shown = Kernel,
        Twin = Kernel.And("rmap-range-api=start-end"),
    };
}
