namespace Tracer.Engine;

/// <summary>Another may get a page that CPUs and devices still write to.</summary>
internal static class FreeBeforeFlush
{
    internal static PlantedFault Fault { get; } = new("free-before-flush",
        "munmap frees pages before it flushes the TLBs", "T03", "munmap", []);
}
