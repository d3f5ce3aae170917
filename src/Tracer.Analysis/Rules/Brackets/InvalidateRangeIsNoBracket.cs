using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>N11: invalidate_range does not stand in for start and end.</summary>
public sealed class InvalidateRangeIsNoBracket : Rule, IHandle<ChangeSettled>, IHandle<RangeInvalidated>
{
    // Stores outside any bracket that no invalidate_range has come after.
    private static readonly TaskSlot<List<PteChanged>> Unannounced = new(static changes => changes.Clear(), Lifetime.Operation);

    private static readonly Reason InsteadOfBracket = new("N11.no-bracket",
        "{culprit} is all that is said of {change}: drivers with start and end callbacks have no invalidate_range and never hear of it.")
    {
        LacksBracket = true,
    };

    public override RuleInfo Info { get; } = new("N11", nameof(InvalidateRangeIsNoBracket), Severity.Critical, Fault.Core, Era.All,
        "invalidate_range alone does not announce a change: a bracket must be around it.",
        "commit 785373b4 bug 1: for KVM mmu_notifier_invalidate_range is a no-op",
        EventKindSet.Of(EventKind.RangeInvalidated, EventKind.PteChanged), [InsteadOfBracket])
    {
        Counterexample = "run · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A ir 0x1000+1",
        YieldsTo =
        [
            new Yield("N03", "there was a bracket, so invalidate_range does not stand in for one")
            {
                Example = "run · A start 0x1000+1 · A end 0x1000+1 · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 · A unlock ptl1",
            },
            new Yield("N05", "there is a bracket, so invalidate_range does not stand in for one")
            {
                Example = "run · A start 0x200000+1 · A lock pml1 · A clear-huge 0x200000 · A ir 0x200000+2M · A unlock pml1 · A end 0x200000+1",
            },
        ],
    };

    public void On(in ChangeSettled settled, MachineState state, Verdicts verdicts)
    {
        if (settled.Placement == Placement.Outside) Unannounced.Of(state.TaskOf(settled.Store.Header)).Add(settled.Store);
    }

    public void On(in RangeInvalidated ir, MachineState state, Verdicts verdicts)
    {
        // What a TLB flush or range_end calls by itself stands in for nothing.
        if (ir.Source != InvalidationSource.Explicit || !state.Watches(ir.Mm)) return;
        var task = state.TaskOf(ir.Header);
        if (TakeFirst(Unannounced.Of(task), ir.Mm, ir.Extent) is { } change)
            verdicts.Violated(InsteadOfBracket, ir, ir.Mm, ir.Start, new Witness("change", VmEvent.Of(change)));
        else if (task.BracketOn(ir.Mm) is not null) verdicts.Holds();
        else if (!task.BracketsKnown) verdicts.Unjudged("the trace starts inside the task's operation");
    }

    // Said once of a change is enough: the next invalidate_range of the address may belong to a later change.
    private static PteChanged? TakeFirst(List<PteChanged> changes, MmId mm, AddressRange extent)
    {
        PteChanged? first = null;
        for (var i = changes.Count - 1; i >= 0; i--)
        {
            if (changes[i].Mm != mm || !extent.Overlaps(changes[i].Extent)) continue;
            first = changes[i];
            changes.RemoveAt(i);
        }

        return first;
    }
}
