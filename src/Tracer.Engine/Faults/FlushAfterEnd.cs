namespace Tracer.Engine;

/// <summary>A CPU may write to a page that counts as clean.</summary>
internal static class FlushAfterEnd
{
    internal static PlantedFault Fault { get; } = new("flush-after-end",
        "writeback flushes the CPUs when the range has ended", "N21", "mkclean", []);
}
