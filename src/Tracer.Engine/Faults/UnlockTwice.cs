namespace Tracer.Engine;

/// <summary>The second time it may be another's.</summary>
internal static class UnlockTwice
{
    internal static PlantedFault Fault { get; } = new("unlock-twice",
        "munmap gives the page-table lock back twice", "L07", "munmap", []);
}
