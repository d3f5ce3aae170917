namespace Tracer.Engine;

/// <summary>What a driver that has range_start and no range_end does against mapping an old page again.</summary>
internal enum StartOnlyGuard
{
    None,

    /// <summary>It takes range_end too, counts open ranges and moves a sequence.</summary>
    Count,

    /// <summary>It holds a reference to what it maps until it unmaps it.</summary>
    PageReferences,

    /// <summary>It unmaps again in invalidate_range, under the page-table lock.</summary>
    InvalidateRange,
}
