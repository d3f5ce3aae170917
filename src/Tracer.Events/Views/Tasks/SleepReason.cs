namespace Tracer.Events.Views.Tasks;

/// <summary>Why a task may sleep here.</summary>
public enum SleepReason : byte
{
    /// <summary>might_sleep or cond_resched.</summary>
    CondResched,
    SleepingLock,
    PageLock,
    Allocation,

    /// <summary>The wrapper of invalidate_range_start says it may, with or without a notifier.</summary>
    RangeStart,

    /// <summary>The wrapper of invalidate_range_end says it may.</summary>
    RangeEnd,

    /// <summary>A driver waits for its device.</summary>
    Device,
    GracePeriod,
}
