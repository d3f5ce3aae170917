namespace Tracer.Engine;

/// <summary>Whether invalidate_range is called for each entry under the page-table lock.</summary>
internal enum RmapInvalidateRange
{
    None,
    UnderLock,
}
