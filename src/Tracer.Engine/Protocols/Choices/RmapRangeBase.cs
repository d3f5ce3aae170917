namespace Tracer.Engine;

/// <summary>Where the range begins.</summary>
internal enum RmapRangeBase
{
    /// <summary>At the address that the reverse map hands in.</summary>
    Unaligned,

    /// <summary>At the beginning of the page that it lies in.</summary>
    Aligned,
}
