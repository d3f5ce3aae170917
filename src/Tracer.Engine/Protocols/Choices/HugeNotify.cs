namespace Tracer.Engine;

/// <summary>How the change of a huge entry is announced.</summary>
internal enum HugeNotify
{
    /// <summary>pmdp_clear_flush_notify: range_start and range_end, both with the page-table lock held (to 3.6).</summary>
    RangeUnderLock,

    /// <summary>A callback of its own under the lock, as was proposed in 2010.</summary>
    InvalidateHugepage,

    /// <summary>range_start before the lock is taken, range_end after.</summary>
    RangeAround,
}
