namespace Tracer.Engine;

/// <summary>The entry is gone, but the device may go on with its copy of it.</summary>
internal static class SkipDeviceFlush
{
    internal static PlantedFault Fault { get; } = new("skip-device-flush",
        "a driver zaps its entries and does not have the device flush them", "D11", "reclaim", ["kvm"]);
}
