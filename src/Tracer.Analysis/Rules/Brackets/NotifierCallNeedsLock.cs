using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>N09: the list of notifiers and the regions stay as they are while somebody walks them.</summary>
/// <remarks>
/// A kernel trace shows no per-VMA lock, and not whether a trylock of a reverse-map lock succeeded; but some paths have no lock but mmap_lock to run under. Which path it is, the
/// return of range_start tells.
/// </remarks>
public sealed class NotifierCallNeedsLock : Rule,
    IHandle<LockAcquired>, IHandle<RangeStartEntered>, IHandle<RangeStartReturned>, IHandle<RangeEndEntered>, IHandle<RangeInvalidated>
{
    private static readonly MachineSlot<bool> ShowsMmapLocks = new(lifetime: Lifetime.Declared);

    // True once such a lock was taken: a source that never shows one may not show any.
    private static readonly MachineSlot<bool> ShowsLocks = new(lifetime: Lifetime.Declared);

    private static readonly Reason Unlocked = new("N09.unlocked",
        "{culprit} runs with neither mmap_lock nor a reverse-map lock held: the region may go and a driver may register meanwhile, and hear an end without its start.");

    public override RuleInfo Info { get; } = new("N09", nameof(NotifierCallNeedsLock), Severity.High, Fault.Core, Era.All,
        "range_start, range_end and invalidate_range run only while the task holds mmap_lock or a reverse-map lock, or on release.",
        "include/linux/mmu_notifier.h: called with mmap_lock or the reverse-map locks held, or on exit with nobody left",
        EventKindSet.Of(EventKind.RangeStartEntered, EventKind.LockAcquired), [Unlocked])
    {
        Counterexample = "run · A lock mmap · A unlock mmap · A enter-start 0x1000+1",
    };

    public void On(in LockAcquired acquired, MachineState state, Verdicts verdicts)
    {
        if (acquired.Class == LockClass.MmapLock) ShowsMmapLocks.Of(state) = true;
        if (acquired.Class is LockClass.MmapLock or LockClass.IMmap or LockClass.AnonVma) ShowsLocks.Of(state) = true;
    }

    public void On(in RangeStartEntered start, MachineState state, Verdicts verdicts) => Judge(in start, start.Mm, start.Start, state, verdicts);

    public void On(in RangeStartReturned start, MachineState state, Verdicts verdicts)
    {
        if (state.IsExact || state.Mm(start.Mm).IsReleased) return;
        var task = state.TaskOf(start.Header);
        if (task.Operation.Header.Kind == EventKind.None || !ShowsMmapLocks.Of(state) || !NeedsMmapLock(task, in start, state))
            verdicts.Unjudged("the trace does not show every lock that would do");
        else if (task.HoldsMmapLock(start.Mm)) verdicts.Holds();
        else verdicts.Violated(Unlocked, start, start.Mm, start.Start);
    }

    public void On(in RangeEndEntered end, MachineState state, Verdicts verdicts) => Judge(in end, end.Mm, end.Start, state, verdicts);

    public void On(in RangeInvalidated ir, MachineState state, Verdicts verdicts)
    {
        // A TLB flush notifies wherever it runs; the invalidation of range_end runs where that runs.
        if (ir.Source == InvalidationSource.Explicit) Judge(in ir, ir.Mm, ir.Start, state, verdicts);
    }

    private static void Judge<T>(in T call, MmId mm, VirtualAddress address, MachineState state, Verdicts verdicts) where T : struct, IEventView
    {
        if (!state.IsExact || state.Mm(mm).IsReleased) return;
        var task = state.TaskOf(call.Header);
        if (task.HoldsMmapLock(mm) || HoldsReverseMapLock(task)) verdicts.Holds();
        else if (!ShowsLocks.Of(state)) verdicts.Unjudged("the trace does not show every lock that would do");
        else verdicts.Violated(Unlocked, call, mm, address);
    }

    // Truncation zaps under a reverse-map lock, and madvise of the newest kernels under the lock of the region; a fault has had such a lock since 6.4.
    private static bool NeedsMmapLock(TaskState task, in RangeStartReturned start, MachineState state) => state.PlaceOf(start.Header) switch
    {
        KernelPlace.AddressSpace => true,
        KernelPlace.Zap => (state.Eras & ~Era.WithExplicitInvalidateRange) == 0 && state.Places.IsAdvice(task.Operation),
        _ => false,
    };

    private static bool HoldsReverseMapLock(TaskState task)
    {
        foreach (ref readonly var held in task.Locks)
            if (held.Class is LockClass.IMmap or LockClass.AnonVma) return true;
        return false;
    }
}
