namespace Tracer.Engine;

/// <summary>The end of a range is the first address outside.</summary>
internal static class InclusiveEnd
{
    internal static PlantedFault Fault { get; } = new("inclusive-end",
        "fork announces its region up to the last byte instead of the first behind it", "N07", "cow", []);
}
