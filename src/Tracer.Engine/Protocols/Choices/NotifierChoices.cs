using Tracer.Engine.Protocols;

namespace Tracer.Engine.Protocols.Choices;

// How notifiers are kept, and which calls the core has for them.

[Choice("what keeps the list of notifiers in being while it is walked: under RCU no callback may sleep")]
internal enum NotifierList
{
    /// <summary>rcu_read_lock: no callback may sleep (to 3.6).</summary>
    Rcu,

    /// <summary>srcu_read_lock: callbacks may sleep.</summary>
    Srcu,
}

[Choice("whether drivers have an invalidate_page callback")]
internal enum InvalidatePageCallback
{
    Exists,

    /// <summary>Since 4.13.</summary>
    Gone,
}

[Choice("whether drivers have an invalidate_range callback")]
internal enum InvalidateRangeCallback
{
    Absent,

    /// <summary>Since 3.19.</summary>
    Exists,
}

[Choice("whether range_end calls invalidate_range before the end callbacks", Where = InvalidateRangeCallback.Exists)]
internal enum RangeEnd
{
    /// <summary>The end callbacks.</summary>
    EndOnly,

    /// <summary>invalidate_range first, then the end callbacks (since 3.19).</summary>
    InvalidatesRange,
}

[Choice("how the change of a huge entry is announced: by a range with the page-table lock held, by a callback of its own there, or by a range around the lock", Unless = HugePages.Absent)]
internal enum HugeNotify
{
    /// <summary>pmdp_clear_flush_notify: range_start and range_end, both with the page-table lock held (to 3.6).</summary>
    RangeUnderLock,

    /// <summary>A callback of its own under the lock, as was proposed in 2010.</summary>
    InvalidateHugepage,

    /// <summary>range_start before the lock is taken, range_end after.</summary>
    RangeAround,
}
