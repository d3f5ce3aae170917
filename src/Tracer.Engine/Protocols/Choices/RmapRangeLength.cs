namespace Tracer.Engine;

/// <summary>The unit of the range's length.</summary>
internal enum RmapRangeLength
{
    /// <summary>The number of pages, taken for bytes.</summary>
    Pages,
    Bytes,
}
