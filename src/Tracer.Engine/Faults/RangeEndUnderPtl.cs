namespace Tracer.Engine;

/// <summary>Callbacks of range_end may sleep, and a driver's lock may be waiting for a fault that needs the page-table lock.</summary>
internal static class RangeEndUnderPtl
{
    internal static PlantedFault Fault { get; } = new("range-end-under-ptl",
        "the reverse-map paths call range_end before they drop the page-table lock", "L08", "reclaim", []);
}
