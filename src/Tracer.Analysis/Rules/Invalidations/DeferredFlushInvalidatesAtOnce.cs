using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Invalidations;

/// <summary>I10: CPUs may be flushed later in a batch, devices may not: the batch does not know of them.</summary>
public sealed class DeferredFlushInvalidatesAtOnce : Rule, IHandle<SectionEnded>, IHandle<TlbFlushed>
{
    private static readonly Reason Missing = new("I10.missing",
        "{culprit} leaves the TLBs to a batch, and secondary TLBs are not invalidated under its lock: a device writes to the page while it is written out.");

    public override RuleInfo Info { get; } = new("I10", nameof(DeferredFlushInvalidatesAtOnce), Severity.Critical, Fault.Core, Era.WithExplicitInvalidateRange | Era.WithArchInvalidation,
        "Where the CPU flush is put off for a batch, secondary TLBs are invalidated before the page-table lock is dropped.",
        "arch/x86/include/asm/tlbflush.h of 6.12: arch_tlbbatch_add_pending; capture 6.12 pageout-kvm",
        EventKindSet.Of(EventKind.PteChanged, EventKind.TlbFlushed, EventKind.RangeInvalidated), [Missing])
    {
        OnlyRunsShow = Era.WithExplicitInvalidateRange,
        Counterexample = "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A flush 0x1000+1 deferred · A swap 0x1000 · A unlock ptl1",
    };

    public void On(in SectionEnded ended, MachineState state, Verdicts verdicts)
    {
        var task = state.TaskOf(ended.Released.Header);
        foreach (ref readonly var change in ended.Section.Changes)
        {
            if (!change.NeedsInvalidation || !IsDeferred(in change, task, state)) continue;
            if (change.IsInvalidated) verdicts.Holds();
            else if (state.IsExact && !LeavesItToRangeEnd(in change, state)) Report(in change, ended.Released, verdicts);
        }
    }

    // A kernel trace shows the batch only when it is flushed, whichever address spaces are in it.
    public void On(in TlbFlushed flush, MachineState state, Verdicts verdicts)
    {
        if (state.IsExact || flush.Mm.Value != 0 || (state.Eras & ~Era.WithArchInvalidation) != 0) return;
        foreach (var bracket in state.TaskOf(flush.Header).EndedBrackets)
            foreach (ref readonly var change in bracket.Unflushed)
                if (change.NeedsInvalidation && !change.IsInvalidated && state.IsRmapPath(change.First.Header)) Report(in change, VmEvent.Of(flush), verdicts);
    }

    private static void Report(in SectionChange change, in VmEvent seen, Verdicts verdicts) =>
        verdicts.Violated(Missing, change.First, change.First.Mm, change.First.Address, new Witness("seen", seen));

    private static bool IsDeferred(in SectionChange change, TaskState task, MachineState state) => state.IsExact
        ? change.IsFlushDeferred
        : change.MayBeCached && task.Gather.Header.Kind == EventKind.None && state.IsRmapPath(change.First.Header);

    // From 4.15 on a file's page goes without: its folio lock keeps it until range_end has invalidated.
    private static bool LeavesItToRangeEnd(in SectionChange change, MachineState state) =>
        (state.Eras & (Era.E7 | Era.E8)) != 0 && !change.Now.IsSwap;
}
