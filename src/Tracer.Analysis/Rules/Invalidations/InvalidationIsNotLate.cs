using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Invalidations;

/// <summary>I06: once the page-table lock is dropped the page may be in other hands.</summary>
public sealed class InvalidationIsNotLate : Rule, IHandle<RangeInvalidated>, IHandle<SectionEnded>
{
    private static readonly Reason Late = new("I06.late",
        "{culprit} for {change} comes after its page-table lock was dropped: meanwhile the page may be freed and used by others.");

    public override RuleInfo Info { get; } = new("I06", nameof(InvalidationIsNotLate), Severity.Critical, Fault.Core, Era.WithExplicitInvalidateRange,
        "A needed invalidate_range is not put off until the page-table lock is dropped.",
        "commit aac2fea94f7a moved it behind the loop; Documentation/mm/mmu_notifier.rst",
        EventKindSet.Of(EventKind.PteChanged, EventKind.RangeInvalidated, EventKind.LockReleased), [Late])
    {
        Counterexample = "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A ir 0x1000+1 · A end 0x1000+1",
        YieldsTo =
        [
            new Yield("I05", "one before the clear was meant to do, so the order is what is wrong")
            {
                Example = "run · A start 0x1000+1 · A lock ptl1 · A ir 0x1000+1 · A clear 0x1000 · A unlock ptl1 · A ir 0x1000+1 · A end 0x1000+1",
            },
            new Yield("N11", "with no bracket around, drivers with start and end never hear of the change, late or not")
            {
                Example = "run · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A start 0x2000+1 · A lock ptl1 · A clear 0x2000 · A unlock ptl1 · A ir 0x1000+2 · A end 0x2000+1",
            },
        ],
    };

    public void On(in RangeInvalidated ir, MachineState state, Verdicts verdicts)
    {
        // A mmu_gather invalidates late and frees later still; the invalidation inside range_end counts for the whole bracket.
        if (ir.Source != InvalidationSource.Explicit) return;
        foreach (var bracket in state.TaskOf(ir.Header).Brackets)
        {
            foreach (ref readonly var change in UninvalidatedJudge.In(bracket))
            {
                if (bracket.Mm != ir.Mm || change.IsGathered || !ir.Extent.Contains(change.First.Extent)) continue;

                // One came before the clear as well.
                if (change.InvalidatedBefore.Header.Kind != EventKind.None) continue;
                if (!state.SeesStores) verdicts.Unjudged("the trace shows no stored entries, so the page may be the same as before");
                else verdicts.Violated(Late, ir, ir.Mm, change.First.Address, new Witness("change", VmEvent.Of(change.First)));
            }
        }
    }

    public void On(in SectionEnded ended, MachineState state, Verdicts verdicts)
    {
        foreach (ref readonly var change in ended.Section.Changes)
            if (change.NeedsInvalidation && change.IsInvalidated) verdicts.Holds();
    }
}
