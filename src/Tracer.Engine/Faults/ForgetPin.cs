namespace Tracer.Engine;

/// <summary>The page may be freed under the device, which need not let go of it before.</summary>
internal static class ForgetPin
{
    internal static PlantedFault Fault { get; } = new("forget-pin",
        "a driver that says it pins its pages takes no reference to them", "D10", "reclaim", ["hfi1"]);
}
