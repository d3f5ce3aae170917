namespace Tracer.Engine;

/// <summary>A page shared after fork is written by one for both.</summary>
internal static class RestoreWritable
{
    internal static PlantedFault Fault { get; } = new("restore-writable",
        "reclaim puts a read-only entry back as a writable one", "I09", "cow+reclaim", []);
}
