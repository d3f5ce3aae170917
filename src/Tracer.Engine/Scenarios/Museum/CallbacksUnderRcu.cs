namespace Tracer.Engine;

/// <summary>The last kernels before 21a92735f660: every lock on the way to a callback may sleep, the walk of the list may not.</summary>
internal static class CallbacksUnderRcu
{
    internal static Exhibit Exhibit { get; } = new("B14",
        "the list of notifiers is walked under RCU, so no callback may sleep, though no spin lock is left above it",
        ["L10"], [])
    {
        Paths = [MunmapScenario.Scenario],
        Shown = new() { Protocol = "3.5", Drivers = ["ib-umem-odp"] },
        Twin = new() { Protocol = "3.5", Drivers = ["ib-umem-odp"], Changes = ["notifier-list=srcu"] },
    };
}
