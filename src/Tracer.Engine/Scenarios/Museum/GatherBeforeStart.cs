namespace Tracer.Engine;

/// <summary>Half of the argument of 2010: under SRCU a callback may sleep, but the gather around it has turned preemption off.</summary>
internal static class GatherBeforeStart
{
    private static readonly Setting Kernel = new() { Protocol = "2.6.34", Drivers = ["ib-umem-odp"], Changes = ["notifier-list=srcu"] };

    internal static Exhibit Exhibit { get; } = new("B07",
        "unmap_vmas begins its gather, which turns preemption off, before range_start calls drivers that sleep",
        ["L09"], [])
    {
        Paths = [MunmapScenario.Scenario],
        Shown = Kernel,
        Twin = Kernel.And("gather-place=after-start"),
    };
}
