namespace Tracer.Engine;

/// <summary>Whoever holds mmap_lock and starts a range waits for the lock, and its holder for mmap_lock.</summary>
internal static class LockAcrossFault
{
    internal static PlantedFault Fault { get; } = new("lock-across-fault",
        "a driver holds the lock that its range_start takes while it has a page faulted in", "D12", "munmap", ["gntdev"]);
}
