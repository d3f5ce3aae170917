namespace Tracer.Engine;

/// <summary>What range_end calls.</summary>
internal enum RangeEnd
{
    /// <summary>The end callbacks.</summary>
    EndOnly,

    /// <summary>invalidate_range first, then the end callbacks (since 3.19).</summary>
    InvalidatesRange,
}
