namespace Tracer.Engine;

/// <summary>Where the argument of 2010 begins.</summary>
internal static class ListUnderRcu
{
    internal static Exhibit Exhibit { get; } = new("S-E-1",
        "the list of notifiers is walked under RCU: not even munmap may call a driver that sleeps",
        ["L10"], [])
    {
        Paths = [MunmapScenario.Scenario],
        Shown = new() { Protocol = "2.6.34", Drivers = ["ib-umem-odp"] },
        Twin = new() { Protocol = "2.6.34", Drivers = ["ib-umem-odp"], Changes = ["notifier-list=srcu", "gather-place=after-start"] },
    };
}
