namespace Tracer.Engine;

/// <summary>Faults and madvise go on meanwhile, and the driver hears the end of a range whose start it missed.</summary>
internal static class RegisterShared
{
    internal static PlantedFault Fault { get; } = new("register-shared",
        "a driver is registered under mmap_lock for reading", "N17", "reclaim", ["kvm"]);
}
