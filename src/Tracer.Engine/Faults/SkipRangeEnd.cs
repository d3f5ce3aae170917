namespace Tracer.Engine;

/// <summary>A driver that counts open ranges never sees the count at nothing again: its faults wait for ever.</summary>
internal static class SkipRangeEnd
{
    internal static PlantedFault Fault { get; } = new("skip-range-end",
        "range_end is never called", "N04", "reclaim", []);
}
