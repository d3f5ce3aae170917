using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Invalidations;

/// <summary>I13: whoever walks the page table remembers its upper levels, and would walk on into a freed one.</summary>
public sealed class TableFreedAfterInvalidation : Rule,
    IHandle<TableDetached>, IHandle<TablePublished>, IHandle<TlbFlushed>, IHandle<RangeInvalidated>, IHandle<TableFreed>
{
    private static readonly MachineSlot<DetachedTables> Cut = new(static tables => tables.Clear());

    private static readonly Reason NotFlushed = new("I13.no-flush",
        "{culprit} with no TLB flush for freed tables since {detached}: a CPU may still walk into it.");

    private static readonly Reason NotInvalidated = new("I13.no-invalidation",
        "{culprit} with no invalidate_range since {detached}: a device that walks the page table still walks into it.");

    public override RuleInfo Info { get; } = new("I13", nameof(TableFreedAfterInvalidation), Severity.Critical, Fault.Core, Era.All & ~(Era.E0 | Era.E1 | Era.E2),
        "A page-table page is freed only after CPUs and secondary TLBs were flushed since it was cut off.",
        "mm/mmu_gather.c:tlb_flush_mmu_tlbonly with freed_tables; commit f268f6cf875f (khugepaged freed tables unannounced)",
        EventKindSet.Of(EventKind.TableFreed, EventKind.TableDetached, EventKind.TlbFlushed), [NotFlushed, NotInvalidated])
    {
        Counterexample = "run · A publish 0x1000 · A detach 0x1000 · A flush 0x1000+1 tables · A free-table 0x1000",
    };

    public void On(in TableDetached detached, MachineState state, Verdicts verdicts) => Cut.Of(state).Add(in detached);

    public void On(in TablePublished published, MachineState state, Verdicts verdicts) => Cut.Of(state).Remove(published.Table);

    public void On(in TlbFlushed flush, MachineState state, Verdicts verdicts)
    {
        if (flush.Tables && flush.Scope != FlushScope.Local && !flush.Deferred) Cut.Of(state).Flush(in flush, state.IsExact);
    }

    public void On(in RangeInvalidated ir, MachineState state, Verdicts verdicts) => Cut.Of(state).Invalidate(in ir);

    public void On(in TableFreed freed, MachineState state, Verdicts verdicts)
    {
        // One that was never in place nobody has walked.
        if (Cut.Of(state).Find(freed.Table) is not { } table) return;
        Judge(in freed, in table, state, verdicts);
        Cut.Of(state).Remove(freed.Table);
    }

    private static void Judge(in TableFreed freed, in DetachedTable table, MachineState state, Verdicts verdicts)
    {
        // Of an address space that is gone no device is left to walk.
        var mm = table.Detached.Mm;
        if (state.Mm(mm).IsReleased) return;
        var detached = new Witness("detached", VmEvent.Of(table.Detached));
        if (table.Mm.Value == 0) verdicts.Unjudged("the trace does not tell where the table was");
        else if (!table.IsFlushed && state.Observes(EventKind.TlbFlushed)) verdicts.Violated(NotFlushed, freed, mm, freed.Address, detached);
        else if (!table.IsInvalidated && state.Watches(mm) && state.Observes(EventKind.RangeInvalidated))
            verdicts.Violated(NotInvalidated, freed, mm, freed.Address, detached);
        else verdicts.Holds();
    }
}
