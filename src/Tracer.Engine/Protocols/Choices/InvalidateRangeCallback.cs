namespace Tracer.Engine;

/// <summary>Whether drivers have an invalidate_range callback.</summary>
internal enum InvalidateRangeCallback
{
    Absent,

    /// <summary>Since 3.19.</summary>
    Exists,
}
