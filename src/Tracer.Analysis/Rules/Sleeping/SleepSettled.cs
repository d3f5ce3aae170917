using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Sleeping;

/// <summary>A point where a task may sleep, once its next event has shown what the point belongs to.</summary>
/// <param name="Sleep">The point.</param>
/// <param name="Cause">What may not sleep.</param>
/// <param name="Atomicity">Whether the task was in atomic context.</param>
/// <param name="Context">What the task held.</param>
public readonly record struct SleepSettled(MightSleep Sleep, SleepPlace Cause, Atomicity Atomicity, TaskContext Context);

/// <summary>Where a task is when it may sleep; each place has one rule that speaks of it.</summary>
public enum SleepPlace
{
    InvalidatePageCallback,
    InvalidateRangeCallback,
    AgeingCallback,
    ChangePteCallback,

    /// <summary>In the wrapper of range_start, or in a callback of it when already the call was in atomic context.</summary>
    RangeStart,

    /// <summary>The same of range_end.</summary>
    RangeEnd,

    /// <summary>In a driver's callback, while the list of drivers is walked under RCU.</summary>
    ListWalk,

    /// <summary>Between tlb_gather_mmu and tlb_finish_mmu, with preemption off.</summary>
    Gather,

    /// <summary>Under i_mmap_lock or an anon_vma's lock that spins.</summary>
    RmapLock,
    Elsewhere,
}
