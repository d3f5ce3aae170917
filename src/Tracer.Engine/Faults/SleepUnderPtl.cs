namespace Tracer.Engine;

/// <summary>The task may be scheduled away while others spin for its lock.</summary>
internal static class SleepUnderPtl
{
    internal static PlantedFault Fault { get; } = new("sleep-under-ptl",
        "reclaim may sleep for memory while it holds the page-table lock", "L04", "reclaim", []);
}
