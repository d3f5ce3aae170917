namespace Tracer.Engine;

/// <summary>What transparent huge pages add to the argument of 2010, and the callback that was proposed against it.</summary>
internal static class RangeUnderTableLock
{
    private static readonly Setting Kernel = new()
    {
        Protocol = "2.6.39",
        Drivers = ["gru"],
        Changes = ["notifier-list=srcu", "gather-place=after-start", "i-mmap-lock=mutex", "anon-vma-lock=mutex"],
    };

    internal static Exhibit Exhibit { get; } = new("S-E-4",
        "with every lock above it sleepable, the change of a huge entry still calls range_start under the page-table lock",
        ["L04", "N02"], [])
    {
        Paths = [ReclaimScenario.Scenario],
        Shown = Kernel,
        Twin = Kernel.And("huge-notify=invalidate-hugepage"),
    };
}
