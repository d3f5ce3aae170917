using System.Runtime.InteropServices;
using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>N21: only who frees in batches may flush CPUs in batches.</summary>
/// <remarks>
/// A mmu_gather and reclaim's batch keep the pages until they have flushed; mprotect, clear_refs and fork keep the page itself and only take
/// permissions. A flush that never comes is judged where the operation ends; on a kernel trace not that of a reverse-map path, which may leave it to a batch that does not show.
/// </remarks>
public sealed class FlushPrecedesUnlock : Rule, IHandle<SectionEnded>, IHandle<TlbFlushed>, IHandle<OperationClosed>
{
    private static readonly Reason AfterUnlock = new("N21.after-unlock",
        "{culprit} for {change} comes after its page-table lock was dropped, and no batch keeps the page: meanwhile a CPU may use what the entry no longer maps.");

    private static readonly Reason AfterEnd = new("N21.after-end",
        "{culprit} for {change} comes after {end}, and no batch keeps the page: drivers map the new page while CPUs still use the old one.");

    private static readonly Reason Never = new("N21.never",
        "{culprit} with no flush for {change}, and no batch has it to do: a CPU goes on with what the entry no longer maps.");

    // Changes that no bracket remembers: of the reverse map's paths, which until 4.13 told drivers by invalidate_page alone, of exit and of the OOM reaper.
    private static readonly TaskSlot<List<SectionChange>> Unannounced = new(static changes => changes.Clear(), Lifetime.Operation);

    public override RuleInfo Info { get; } = new("N21", nameof(FlushPrecedesUnlock), Severity.Medium, Fault.Core, Era.All,
        "CPUs are flushed before the page-table lock is dropped, unless a mmu_gather or a batch keeps what they may still use.",
        "mm/pgtable-generic.c:ptep_clear_flush; capture 6.12 munmap-kvm, where tlb_finish_mmu flushes after range_end",
        EventKindSet.Of(EventKind.PteChanged, EventKind.TlbFlushed, EventKind.LockReleased), [AfterUnlock, AfterEnd, Never])
    {
        Counterexample = "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A end 0x1000+1 · A flush 0x1000+1",
    };

    public void On(in SectionEnded ended, MachineState state, Verdicts verdicts)
    {
        var task = state.TaskOf(ended.Released.Header);
        foreach (ref readonly var change in ended.Section.Changes)
        {
            if (change.Bracket is null)
            {
                if (IsOwed(in change, task, state)) Unannounced.Of(task).Add(change);
            }
            else if (change.IsFlushed && change.Class.NeedsNotification())
            {
                verdicts.Holds();
            }
            else if (change.MayBeCached && !change.IsFlushDeferred && MustBeFlushed(in change, state) && !task.KnowsGather)
            {
                verdicts.Unjudged("the trace does not show whether a mmu_gather is open");
            }
        }
    }

    public void On(in TlbFlushed flush, MachineState state, Verdicts verdicts)
    {
        // Whose flush a batch is, a kernel trace does not tell: it flushes everything, or an address space that it does not name.
        if (flush.Deferred || flush.Scope == FlushScope.Local || flush.Mm.Value == 0) return;
        if (!state.IsExact && !flush.End.IsKnown) return;
        var task = state.TaskOf(flush.Header);
        foreach (var bracket in task.EndedBrackets) Judge(AfterEnd, bracket.Unflushed, in bracket.Ended, in flush, state, verdicts);

        // Kernels move a hugetlb mapping under the i_mmap lock and flush it all before range_end.
        if (!state.IsExact) return;
        foreach (var bracket in task.Brackets) Judge(AfterUnlock, bracket.Unflushed, in bracket.Ended, in flush, state, verdicts);
        var unannounced = Unannounced.Of(task);
        Judge(AfterUnlock, CollectionsMarshal.AsSpan(unannounced), default, in flush, state, verdicts);
        for (var i = unannounced.Count - 1; i >= 0; i--)
            if (unannounced[i].First.Mm == flush.Mm && unannounced[i].IsDroppedBy(in flush)) unannounced.RemoveAt(i);
    }

    public void On(in OperationClosed closed, MachineState state, Verdicts verdicts)
    {
        if (!state.IsExact && !state.Observes(EventKind.TlbFlushed)) return;
        switch (closed.By.Header.Kind)
        {
            case EventKind.OperationEnded: JudgeNever(closed.By.As<OperationEnded>(), state, verdicts); break;
            case EventKind.OperationBegan: JudgeNever(closed.By.As<OperationBegan>(), state, verdicts); break;
            case EventKind.TaskExited: JudgeNever(closed.By.As<TaskExited>(), state, verdicts); break;
            default: break;
        }
    }

    private static void JudgeNever<T>(in T deadline, MachineState state, Verdicts verdicts) where T : struct, IEventView
    {
        var task = state.TaskOf(deadline.Header);
        foreach (var bracket in task.EndedBrackets)
            foreach (ref readonly var change in bracket.Unflushed)
                if (MustBeFlushed(in change, state) && (state.IsExact || !state.IsRmapPath(change.First.Header) && !state.Mm(bracket.Mm).IsReleased))
                    verdicts.Violated(Never, deadline, bracket.Mm, change.First.Address, new Witness("change", VmEvent.Of(change.First)));
        if (!state.IsExact) return;
        foreach (ref readonly var change in CollectionsMarshal.AsSpan(Unannounced.Of(task)))
            verdicts.Violated(Never, deadline, change.First.Mm, change.First.Address, new Witness("change", VmEvent.Of(change.First)));
    }

    private static void Judge(Reason late, ReadOnlySpan<SectionChange> unflushed, in VmEvent end, in TlbFlushed flush, MachineState state, Verdicts verdicts)
    {
        foreach (ref readonly var change in unflushed)
        {
            if (change.First.Mm != flush.Mm || !flush.Extent.Contains(change.First.Extent) || !MustBeFlushed(in change, state)) continue;
            verdicts.Violated(late, flush, flush.Mm, change.First.Address,
                new Witness("change", VmEvent.Of(change.First)), new Witness("end", end));
        }
    }

    // A kernel trace does not show the batch that a path may leave it to.
    private static bool IsOwed(in SectionChange change, TaskState task, MachineState state) =>
        state.IsExact && MustBeFlushed(in change, state) && change.MayBeCached && !change.IsFlushDeferred && !task.MayGather && change.First.Mm.Value != 0
        && state.Table(change.First.Table).Reach != TableReach.Private;

    // mprotect, clear_refs and fork flush once when they are through: the page stays, and who still writes writes to it. KSM is about to compare it.
    private static bool MustBeFlushed(in SectionChange change, MachineState state) =>
        change.Class is not (ChangeClass.Downgrade or ChangeClass.Clean) || state.IsRmapPath(change.First.Header)
        || state.IsExact && state.PlaceOf(change.First.Header) == KernelPlace.Merge;
}
