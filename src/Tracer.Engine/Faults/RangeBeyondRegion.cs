namespace Tracer.Engine;

/// <summary>Drivers give up what nobody touches, and wait for what is not theirs.</summary>
internal static class RangeBeyondRegion
{
    internal static PlantedFault Fault { get; } = new("range-beyond-region",
        "fork announces a page more than its region has", "N08", "cow", []);
}
