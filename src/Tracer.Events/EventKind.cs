namespace Tracer.Events;

/// <summary>What an event says. Each kind has one typed view of the same name in <c>Views/</c>. Values are written to traces: append, never renumber.</summary>
public enum EventKind : byte
{
    None = 0,

    // The trace about itself.
    RunStarted = 1,
    RunEnded = 2,
    Named = 3,
    EventsLost = 4,
    Decision = 5,
    Noted = 6,

    // Tasks and contexts.
    OperationBegan = 10,
    OperationEnded = 11,
    TaskSwitched = 12,
    TaskExited = 13,
    MightSleep = 14,
    AtomicEntered = 15,
    AtomicLeft = 16,
    SyscallArguments = 17,
    SyscallReturned = 18,

    // Locks.
    LockAcquired = 20,
    LockReleased = 21,

    // Notifier calls of the core.
    RangeStartEntered = 30,
    RangeStartReturned = 31,
    RangeEndEntered = 32,
    RangeEndReturned = 33,
    RangeInvalidated = 34,
    PageInvalidated = 35,
    PteChangeNotified = 36,
    AgeingNotified = 37,
    NotifierRegistered = 38,
    NotifierUnregistered = 39,
    ReleaseEntered = 40,
    ReleaseReturned = 41,

    // Callbacks of a driver.
    CallbackEntered = 45,
    CallbackReturned = 46,

    // Page tables.
    PteChanged = 50,
    PteRead = 51,
    TableObserved = 58,
    TablePublished = 52,
    TableDetached = 53,
    TableFreed = 54,
    TlbFlushed = 55,
    GatherBegan = 56,
    GatherFinished = 57,

    // Pages.
    PageAllocated = 60,
    PageReferenced = 61,
    PageReleased = 62,
    PageFreed = 63,

    // Secondary MMUs.
    SecondaryMapped = 70,
    SecondaryUnmapped = 71,
    SecondaryAccessed = 72,
    SecondaryFaultBegan = 73,
    SecondaryFaultRetried = 74,
    SecondaryFaultEnded = 75,
    CpuAccessed = 76,
    InvalidationSampled = 77,
    PageLookedUp = 78,
    RetryTested = 79,
    InvalidationCounted = 80,
    SecondaryFlushed = 81,
    SecondaryBound = 82,
    SecondaryLayoutChanged = 83,

    // Regions, and what is known of a page's content.
    VmaChanged = 90,
    DirtyTransferred = 91,
}
