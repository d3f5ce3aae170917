namespace Tracer.Traces.Ftrace.Probes;

/// <summary>What a probe tells, whatever its name: the semantic layer knows meanings, the tables know names.</summary>
internal enum ProbeMeaning : byte
{
    // Locks.
    SpinCalled,
    SpinReturned,
    SpinReleased,
    TrylockCalled,
    TrylockReturned,
    RwSpinAcquired,
    RwSpinReleased,
    SleeperAcquired,
    SleeperTried,
    SleeperReleased,
    SleeperDowngraded,
    MmapLockStarted,
    MmapLockReturned,
    MmapLockReleased,
    SrcuEntered,
    SrcuLeft,
    LockdepAcquired,
    LockdepContended,
    LockdepReleased,
    SleepPoint,

    // Tasks.
    SyscallEntered,
    SyscallLeft,
    UserFault,
    Switched,
    Exited,

    // Functions that tell where their inner events happen.
    FunctionEntered,
    FunctionLeft,

    // Notifier calls of the core.
    RangeStartEntered,
    RangeStartReturned,
    RangeEndEntered,
    RangeEndReturned,
    RangeInvalidated,
    PteChangeNotified,
    Aged,
    ReleaseEntered,
    ReleaseReturned,
    RegisterEntered,
    RegisterReturned,
    Unregistered,

    // Callbacks of a driver.
    CallbackEntered,
    CallbackReturned,

    // The secondary MMU of a driver.
    GuestMemoryTold,
    SecondaryEntryStored,
    GuestFaulted,
    RetryTested,
    InvalidationCounted,

    // Page tables.
    EntryStored,
    EntryClearCalled,
    EntryShown,
    TlbFlushed,
    BatchFlushed,
    GatherBegan,
    GatherFlushed,
    GatherFinished,
    TableQueued,

    // Pages.
    PageFreed,
}
