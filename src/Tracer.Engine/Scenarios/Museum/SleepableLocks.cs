namespace Tracer.Engine;

/// <summary>Where the argument of 2010 was to lead.</summary>
internal static class SleepableLocks
{
    internal static Exhibit Exhibit { get; } = new("S-E-3",
        "SRCU, the gather moved, and mutexes for both locks of the reverse map: whatever notifies of a range may sleep",
        [], [])
    {
        Paths = [MunmapScenario.Scenario, TruncateScenario.Scenario],
        Shown = new()
        {
            Protocol = "2.6.34",
            Drivers = ["ib-umem-odp"],
            Changes = ["notifier-list=srcu", "gather-place=after-start", "i-mmap-lock=mutex", "anon-vma-lock=mutex"],
        },
    };
}
