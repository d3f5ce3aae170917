namespace Tracer.Engine;

/// <summary>How a large page is mapped shows only under the page-table lock, and the range is given before.</summary>
internal static class OnePageOfCompound
{
    internal static PlantedFault Fault { get; } = new("one-page-of-compound",
        "the reverse-map paths announce one page, however large the page is that they work on", "N06", "reclaim", []);
}
