namespace Tracer.Engine;

/// <summary>No driver has the callback any more.</summary>
internal static class InvalidatePageToo
{
    internal static PlantedFault Fault { get; } = new("invalidate-page-too",
        "the reverse-map paths still call invalidate_page", "P05", "reclaim", []);
}
