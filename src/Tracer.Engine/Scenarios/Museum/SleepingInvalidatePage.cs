namespace Tracer.Engine;

/// <summary>c7ab0d2fdc84: the stale page of 4.10 is gone, and so is the sleepable context.</summary>
internal static class SleepingInvalidatePage
{
    internal static Exhibit Exhibit { get; } = new("B04",
        "invalidate_page moves under the page-table lock, to drivers whose callback takes a semaphore or a mutex",
        ["P02"], [])
    {
        Paths = [ReclaimScenario.Scenario],
        Shown = new() { Protocol = "4.12", Drivers = ["ib-umem-odp"] },
        Twin = new() { Protocol = "4.13", Drivers = ["ib-umem-odp"] },
    };
}
