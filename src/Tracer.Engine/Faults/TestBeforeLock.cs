namespace Tracer.Engine;

/// <summary>An invalidation may come between the test and the entry.</summary>
internal static class TestBeforeLock
{
    internal static PlantedFault Fault { get; } = new("test-before-lock",
        "a fault tests for an invalidation before it takes the lock under which it sets the entry", "D05", "reclaim", ["kvm"]);
}
