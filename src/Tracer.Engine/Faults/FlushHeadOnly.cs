namespace Tracer.Engine;

/// <summary>The others still translate to the huge page.</summary>
internal static class FlushHeadOnly
{
    internal static PlantedFault Fault { get; } = new("flush-head-only",
        "of the small entries over a huge page only the first goes", "D17", "mkclean", ["gru"]);
}
