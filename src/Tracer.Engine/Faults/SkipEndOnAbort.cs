namespace Tracer.Engine;

/// <summary>The entry is as it was, but the driver's count is not.</summary>
internal static class SkipEndOnAbort
{
    internal static PlantedFault Fault { get; } = new("skip-end-on-abort",
        "reclaim does not end its range where it puts an entry back", "N19", "reclaim", []);
}
