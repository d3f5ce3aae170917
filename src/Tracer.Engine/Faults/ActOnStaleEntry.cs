namespace Tracer.Engine;

/// <summary>While range_start slept another page may have come to the address.</summary>
internal static class ActOnStaleEntry
{
    internal static PlantedFault Fault { get; } = new("act-on-stale-entry",
        "KSM reads the entry before range_start and does not read it again under the lock", "N10", "ksm", []);
}
