namespace Tracer.Engine;

/// <summary>Where the reverse-map paths call invalidate_page.</summary>
internal enum RmapPagePlace
{
    /// <summary>With the page-table lock held.</summary>
    UnderLock,

    /// <summary>After it is dropped (3.7 to 4.10).</summary>
    AfterUnlock,
}
