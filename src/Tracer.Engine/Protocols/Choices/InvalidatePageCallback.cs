namespace Tracer.Engine;

/// <summary>Whether drivers have an invalidate_page callback.</summary>
internal enum InvalidatePageCallback
{
    Exists,

    /// <summary>Since 4.13.</summary>
    Gone,
}
