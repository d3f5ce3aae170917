namespace Tracer.Engine;

/// <summary>Which page lies at an address is settled under the page-table lock, later.</summary>
internal static class MapInStart
{
    internal static PlantedFault Fault { get; } = new("map-in-start",
        "range_start sets an entry to the page that it finds there without the page-table lock", "D24", "reclaim", ["gntdev"]);
}
