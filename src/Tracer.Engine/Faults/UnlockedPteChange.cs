namespace Tracer.Engine;

/// <summary>A fault or the reverse map may change the same entries at the same time.</summary>
internal static class UnlockedPteChange
{
    internal static PlantedFault Fault { get; } = new("unlocked-pte-change",
        "munmap clears entries without the page-table lock", "L02", "munmap", []);
}
