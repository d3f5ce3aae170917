namespace Tracer.Engine;

/// <summary>What the reverse-map paths call.</summary>
internal enum RmapNotify
{
    /// <summary>invalidate_page for each entry.</summary>
    Page,

    /// <summary>A call for the whole range.</summary>
    Range,
}
