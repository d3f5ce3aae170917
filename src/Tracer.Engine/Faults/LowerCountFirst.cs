namespace Tracer.Engine;

/// <summary>A fault between the two steps finds no range open and its sample still valid.</summary>
internal static class LowerCountFirst
{
    internal static PlantedFault Fault { get; } = new("lower-count-first",
        "range_end lowers the count of open ranges before it moves the sequence", "D04", "reclaim", ["kvm"]);
}
