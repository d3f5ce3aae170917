using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Locks;

/// <summary>L02: a page-table entry changes only under the lock of its table.</summary>
public sealed class PteChangeNeedsTableLock : Rule, IHandle<LockAcquired>, IHandle<LockReleased>, IHandle<TableObserved>, IHandle<PteChanged>
{
    // The last event that took or gave back the lock of a table, by any task.
    private static readonly TableSlot<VmEvent> Last = new();

    // The entry whose modification a task has begun without its lock and not committed.
    private static readonly TaskSlot<(TableId Table, ushort Index)?> NamedHalf = new();

    // The locks that tables above the PMD level were told to have: one for all of an address space.
    private static readonly MmSlot<List<LockId>> UpperLocks = new(static locks => locks.Clear());

    private static readonly MachineSlot<bool> ShowsMmLocks = new(lifetime: Lifetime.Declared);

    private static readonly Reason NotHeld = new("L02.not-held",
        "{culprit} changes an entry without the lock of its page table: another task may change it at the same time.");

    private static readonly Reason OtherLock = new("L02.other-lock",
        "{culprit} holds the page-table lock of {held}, which protects another table.");

    public override RuleInfo Info { get; } = new("L02", nameof(PteChangeNeedsTableLock), Severity.Critical, Fault.Core, Era.All,
        "A page-table entry changes only on a task that holds the lock of its page table.",
        "mm/rmap.c page_vma_mapped_walk; capture 6.1 munmap-kvm; the kernel's own note at ptep_modify_prot_start",
        EventKindSet.Of(EventKind.PteChanged, EventKind.LockAcquired), [NotHeld, OtherLock])
    {
        Counterexample = "run · A lock ptl1 · A unlock ptl1 · A clear 0x1000 ptl=1",
    };

    public void On(in LockAcquired acquired, MachineState state, Verdicts verdicts)
    {
        if (acquired.Class == LockClass.MmPageTable) ShowsMmLocks.Of(state) = true;
        if (acquired.Table.Value != 0) Last.Of(state.Table(acquired.Table)) = VmEvent.Of(acquired);
    }

    public void On(in LockReleased released, MachineState state, Verdicts verdicts)
    {
        if (released.Table.Value != 0) Last.Of(state.Table(released.Table)) = VmEvent.Of(released);
    }

    public void On(in TableObserved table, MachineState state, Verdicts verdicts)
    {
        if (table.Level <= TableLevel.Pmd || table.Lock.Value == 0) return;
        var locks = UpperLocks.Of(state.Mm(table.Mm));
        if (!locks.Contains(table.Lock)) locks.Add(table.Lock);
    }

    public void On(in PteChanged change, MachineState state, Verdicts verdicts)
    {
        var table = state.Table(change.Table);
        if (table.Reach == TableReach.Private) return;

        var task = state.TaskOf(change.Header);
        if (NeedsNoLock(task, in change, state.PlaceOf(change.Header))) return;
        if (change.Level > TableLevel.Pmd)
        {
            JudgeUpper(task, in change, table, state, verdicts);
            return;
        }

        if (IsCommitOfNamed(task, in change)) return;
        if (!state.Observes(EventKind.LockAcquired) || table.Lock.Value == 0)
            verdicts.Unjudged("the lock of the page table is not known");
        else if (task.Holds(table.Lock)) verdicts.Holds();
        else if (table.Reach == TableReach.Unknown && !state.IsExact) verdicts.Unjudged("the trace does not show whether other tasks can reach the page table");
        else if (!change.Header.HasDepth && !state.ShowsTrylocks) verdicts.Unjudged("the trace shows no trylock, by which the task may have taken the lock");
        else if (!KnowsSpins(task, change.Header, state)) verdicts.Unjudged("the trace does not show all spin locks of the task");
        else Name(task, in change, table, verdicts);
    }

    // free_pgtables cuts off empty tables that nobody can reach any more. Where its name is not shown, that it has no lock tells it from a collapse.
    private static bool NeedsNoLock(TaskState task, in PteChanged change, KernelPlace place) =>
        place == KernelPlace.FreeTables || place != KernelPlace.Collapse && change.CutsOffTable() && !task.HoldsTableLock;

    // Above the PMD level the lock is the address space's own, which stock captures do not show; huge_pmd_unshare has the lock of the shared table.
    private static void JudgeUpper(TaskState task, in PteChanged change, TableState table, MachineState state, Verdicts verdicts)
    {
        if (!state.IsExact || !ShowsMmLocks.Of(state)) return;
        if (HoldsUpper(task, UpperLocks.Of(state.Mm(change.Mm)))) verdicts.Holds();
        else Name(task, in change, table, verdicts);
    }

    // Any table lock will do where the trace has told of none.
    private static bool HoldsUpper(TaskState task, List<LockId> locks)
    {
        foreach (ref readonly var held in task.Locks)
            if (held.IsPageTableLock && (locks.Count == 0 || locks.Contains(held.Lock))) return true;
        return false;
    }

    private static void Name(TaskState task, in PteChanged change, TableState table, Verdicts verdicts)
    {
        if (change.Operation == PteOperation.ModifyStart) NamedHalf.Of(task) = (change.Table, change.Index);
        if (task.PageTableLock is { } other) verdicts.Violated(OtherLock, change, change.Mm, change.Address, new Witness("held", other.Acquired));
        else verdicts.Violated(NotHeld, change, change.Mm, change.Address, new Witness("last", Last.Of(table)));
    }

    // The two halves of a modification are one change: what was said of the first goes for both.
    private static bool IsCommitOfNamed(TaskState task, in PteChanged change)
    {
        if (change.Operation != PteOperation.ModifyCommit || NamedHalf.Of(task) != (change.Table, change.Index)) return false;
        NamedHalf.Of(task) = null;
        return true;
    }

    // A depth above what the held locks account for means that something is held out of sight.
    private static bool KnowsSpins(TaskState task, in EventHeader header, MachineState state) =>
        state.IsExact || task.TableLocksKnown && (!header.HasDepth || header.PreemptDepth <= task.SpinCount);
}
