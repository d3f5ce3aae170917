using Tracer.Events;

namespace Tracer.Analysis;

// What replay makes out of several events and hands to the rules like an event: the moment at which something can be judged
// is often later than the event it speaks of.

/// <summary>A store whose meaning is settled: it was not put back in the same section, so it is a change others must be told of.</summary>
/// <param name="Store">The store.</param>
/// <param name="Class">What it does.</param>
/// <param name="Placement">How it lies to the brackets of its task.</param>
/// <param name="Bracket">The bracket the placement speaks of; null if none.</param>
/// <param name="Context">What the task held at the store.</param>
public readonly record struct ChangeSettled(PteChanged Store, ChangeClass Class, Placement Placement, Bracket? Bracket, TaskContext Context);

/// <summary>How a change lies to the brackets of its task on its address space.</summary>
public enum Placement
{
    /// <summary>An open bracket holds all of it.</summary>
    Inside,

    /// <summary>A bracket is open, and the store's address is known from the bracket alone.</summary>
    InsideByBracketOnly,

    /// <summary>Brackets are open, none holds all of it.</summary>
    NotCovered,

    /// <summary>None is open; one that held it, with no change of it, has ended in this operation.</summary>
    AfterEnd,

    /// <summary>None is open.</summary>
    Outside,

    /// <summary>The trace does not tell which brackets the task has open.</summary>
    Unknown,
}

/// <summary>A page-table lock is given back: the section under it is whole.</summary>
/// <param name="Section">What happened under it.</param>
/// <param name="Acquired">The event that took the lock.</param>
/// <param name="Released">The event that gives it back.</param>
public readonly record struct SectionEnded(TableSection Section, VmEvent Acquired, VmEvent Released);

/// <summary>A bracket ends with a matching range_end, or is given up as never ended.</summary>
/// <param name="Bracket">The bracket.</param>
/// <param name="Deadline">The matching range_end, or the event by which it should have come.</param>
/// <param name="Paired">True if it ended.</param>
public readonly record struct BracketClosed(Bracket Bracket, VmEvent Deadline, bool Paired);

/// <summary>A reverse-map change outside any bracket can be judged: its operation goes on to something else, or ends.</summary>
/// <param name="Change">The change and what followed it.</param>
public readonly record struct RmapChangeClosed(RmapChange Change);

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
