namespace Tracer.Engine;

/// <summary>Whoever counts open ranges by address takes the last page for one that stays as it is.</summary>
internal static class RangeOnePageShort
{
    internal static PlantedFault Fault { get; } = new("range-one-page-short",
        "fork announces its region without the last page", "N05", "cow", []);
}
