namespace Tracer.Engine;

/// <summary>The second bug of aac2fea94f7a alone.</summary>
internal static class PagesForBytes
{
    private static readonly Setting Kernel = new() { Protocol = "aac2fea9", Drivers = ["kvm"], Changes = ["rmap-range-api=start-end"] };

    internal static Exhibit Exhibit { get; } = new("S-C-length",
        "reclaim opens a range whose length in pages was taken for bytes, so that it covers next to nothing",
        ["N05", "N07", "T03"], ["S01", "S02"])
    {
        Paths = [ReclaimScenario.Scenario],
        Shown = Kernel,
        Twin = Kernel.And("rmap-range-length=bytes"),
    };
}
