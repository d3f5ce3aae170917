namespace Tracer.Engine;

/// <summary>A range is taken for a page.</summary>
internal static class FlushFirstPageOnly
{
    internal static PlantedFault Fault { get; } = new("flush-first-page-only",
        "a driver that flushes page by page stops after the first page of a range", "D18", "munmap", ["powernv-npu"]);
}
