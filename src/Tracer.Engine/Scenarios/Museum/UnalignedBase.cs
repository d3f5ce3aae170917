namespace Tracer.Engine;

/// <summary>The third bug of aac2fea94f7a alone, in a kernel whose reverse map hands in an address inside a huge page.</summary>
internal static class UnalignedBase
{
    private static readonly Setting Kernel = new()
    {
        Protocol = "aac2fea9",
        Drivers = ["gru"],
        Changes = ["rmap-range-api=start-end", "rmap-range-length=bytes", "rmap-range-end=clamped", "rmap-walk-address=inside"],
    };

    internal static Exhibit Exhibit { get; } = new("S-C-base",
        "writeback opens a range that begins where the reverse map points into a huge page, and the entries before it stay with the device",
        ["N05", "N07"], ["S03"])
    {
        Paths = [MkcleanScenario.Scenario],
        Shown = Kernel,
        Twin = Kernel.And("rmap-range-base=aligned"),
    };
}
