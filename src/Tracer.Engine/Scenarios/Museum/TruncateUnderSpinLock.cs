namespace Tracer.Engine;

/// <summary>What two of the patches of 2010 leave out.</summary>
internal static class TruncateUnderSpinLock
{
    private static readonly Setting Kernel = new() { Protocol = "2.6.34", Drivers = ["ib-umem-odp"], Changes = ["notifier-list=srcu", "gather-place=after-start"] };

    internal static Exhibit Exhibit { get; } = new("S-E-2",
        "with SRCU and the gather moved munmap may sleep, but truncate calls drivers under the spin lock of the file's mappings",
        ["L11"], [])
    {
        Paths = [TruncateScenario.Scenario],
        Shown = Kernel,
        Twin = Kernel.And("i-mmap-lock=mutex"),
    };
}
