namespace Tracer.Engine;

/// <summary>Two invalidations may each hold the register that the other waits for.</summary>
internal static class RegistersInAnyOrder
{
    internal static PlantedFault Fault { get; } = new("registers-in-any-order",
        "some tasks take the flush registers from the first to the last, some from the last to the first", "D23", "reclaim", ["powernv-npu"]);
}
