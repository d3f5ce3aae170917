using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

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

/// <summary>A driver's lock that start callbacks take was held while its holder waited for what a caller of range_start may hold.</summary>
/// <param name="Wait">The wait: for mmap_lock, for memory, for a page fault, or a range_start of its own.</param>
/// <param name="Acquired">The event that took the lock before it.</param>
/// <param name="TakenInStart">The event that took it in a start callback.</param>
/// <param name="Context">What the holder held.</param>
public readonly record struct StartLockHeldAcross(VmEvent Wait, VmEvent Acquired, VmEvent TakenInStart, TaskContext Context);

/// <summary>A start or invalidate callback has returned, and it can be said what it left of its range.</summary>
/// <param name="Callback">Its return.</param>
/// <param name="Entered">Its call.</param>
/// <param name="Remains">What it left.</param>
/// <param name="Entry">An entry that it left; empty if none.</param>
/// <param name="Zapped">An entry that it zapped: in the range, or beyond its edge where that is what is said; else a flush of part of the range; of kind None if neither.</param>
public readonly record struct InvalidationReturned(CallbackReturned Callback, VmEvent Entered, Remains Remains, SecondaryMapped Entry, VmEvent Zapped);

/// <summary>What a callback left of the entries that touch its range and were set before it was called; each has one rule that speaks of it.</summary>
public enum Remains
{
    /// <summary>No entry: as it should be.</summary>
    Nothing,

    /// <summary>Nothing in the range was gone through, or not in one of the driver's tables, though entries lie wholly in it: D11.</summary>
    Everything,

    /// <summary>Others were zapped, but not the one at the range's first or last page: D16.</summary>
    Edge,

    /// <summary>No entry, and the one next to the range went too, with others spared: D16.</summary>
    BeyondEdge,

    /// <summary>Only entries that lie partly in the range, such as a huge one: D17.</summary>
    HugeInPart,

    /// <summary>Of small entries over one huge page of the CPU some were zapped and some not: D17.</summary>
    RestOfHuge,

    /// <summary>Some were zapped and others not, and not in one of the ways above: D18.</summary>
    Rest,
}
