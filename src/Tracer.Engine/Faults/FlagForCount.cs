namespace Tracer.Engine;

/// <summary>The first range to end lets faults in while another is open.</summary>
internal static class FlagForCount
{
    internal static PlantedFault Fault { get; } = new("flag-for-count",
        "a driver keeps a flag for open ranges instead of a count", "N14", "reclaim", ["kvm"]);
}
