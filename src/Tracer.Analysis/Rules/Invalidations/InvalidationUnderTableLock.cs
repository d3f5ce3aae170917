using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Invalidations;

/// <summary>I01: whoever shares the page table hears of a lost page before the page can be used again.</summary>
public sealed class InvalidationUnderTableLock : Rule, IHandle<SectionEnded>, IHandle<BracketClosed>
{
    private static readonly Reason Missing = new("I01.missing",
        "{culprit} is followed by no invalidate_range under its lock, and {end} implies none: an IOMMU keeps the old translation.");

    public override RuleInfo Info { get; } = new("I01", nameof(InvalidationUnderTableLock), Severity.Critical, Fault.Core, Era.WithExplicitInvalidateRange,
        "An entry that loses its page is followed by invalidate_range before the page-table lock is dropped, or by a range_end that implies it.",
        "Documentation/mm/mmu_notifier.rst of 4.15, cases A and B; commit 0f10851ea475",
        EventKindSet.Of(EventKind.PteChanged, EventKind.RangeInvalidated, EventKind.LockReleased), [Missing])
    {
        Counterexample = "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A only-end 0x1000+1",
        YieldsTo =
        [
            new Yield("I05", "there is one, and it comes too early")
            {
                Example = "run · A start 0x1000+1 · A lock ptl1 · A ir 0x1000+1 · A clear 0x1000 · A unlock ptl1 · A only-end 0x1000+1",
                Protocol = "4.15",
            },
            new Yield("I06", "there is one, and it comes too late")
            {
                Example = "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A ir 0x1000+1 · A only-end 0x1000+1",
                Protocol = "4.15",
            },
            new Yield("N01", "drivers of every kind miss a change outside any bracket, not only who shares the page table")
            {
                Example = "run · A lock ptl1 · A clear 0x1000 · A unlock ptl1",
                Protocol = "4.15",
            },
        ],
    };

    public void On(in SectionEnded ended, MachineState state, Verdicts verdicts)
    {
        foreach (ref readonly var change in ended.Section.Changes)
            if (change.Bracket is not null && change.NeedsInvalidation && change.IsInvalidated) verdicts.Holds();
    }

    // What a mmu_gather has collected is invalidated by its flush, before it is freed: T03 speaks of that.
    public void On(in BracketClosed closed, MachineState state, Verdicts verdicts)
    {
        if (!closed.Paired) return;
        foreach (ref readonly var change in UninvalidatedJudge.In(closed.Bracket))
        {
            // Where only the clearing is shown, the entry may have got its page back, or one that makes every faulter wait.
            if (!closed.Deadline.As<RangeEndEntered>().OnlyEnd) verdicts.Holds();
            else if (!state.SeesStores) verdicts.Unjudged("the trace shows no stored entries, so the page may be the same as before");
            else if (change is { IsGathered: false, InvalidatedBefore.Header.Kind: EventKind.None })
                verdicts.Violated(Missing, change.First, change.First.Mm, change.First.Address, change.ContextIn(closed.Bracket, state.TaskOf(change.First.Header)),
                    new Witness("start", closed.Bracket.Start), new Witness("end", closed.Deadline));
        }
    }
}
