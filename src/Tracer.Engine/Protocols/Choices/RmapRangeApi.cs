namespace Tracer.Engine;

/// <summary>How the reverse-map paths announce a range.</summary>
internal enum RmapRangeApi
{
    /// <summary>One invalidate_range after the loop.</summary>
    InvalidateRange,

    /// <summary>range_start before it and range_end after.</summary>
    StartEnd,
}
