using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Invalidations;

/// <summary>I05: an invalidate_range before the clear is void, for the device fetches the old entry again.</summary>
public sealed class InvalidationIsNotEarly : Rule, IHandle<SectionEnded>
{
    private static readonly Reason Early = new("I05.early",
        "{ir} comes before {culprit} and none after: the device reads the old entry again in between.");

    public override RuleInfo Info { get; } = new("I05", nameof(InvalidationIsNotEarly), Severity.Critical, Fault.Core, Era.WithExplicitInvalidateRange,
        "invalidate_range comes after the clear of the entry it is for.",
        "merge ea25c43179: right after the page table update, under the page-table lock",
        EventKindSet.Of(EventKind.PteChanged, EventKind.RangeInvalidated, EventKind.LockReleased), [Early])
    {
        Counterexample = "run · A start 0x1000+1 · A lock ptl1 · A ir 0x1000+1 · A clear 0x1000 · A unlock ptl1",
    };

    public void On(in SectionEnded ended, MachineState state, Verdicts verdicts)
    {
        foreach (ref readonly var change in ended.Section.Changes)
        {
            if (!change.NeedsInvalidation) continue;
            if (change.IsInvalidated) verdicts.Holds();
            else if (change.InvalidatedBefore.Header.Kind == EventKind.None) continue;
            else if (!state.SeesStores) verdicts.Unjudged("the trace shows no stored entries, so the page may be the same as before");
            else verdicts.Violated(Early, change.First, change.First.Mm, change.First.Address, new Witness("ir", change.InvalidatedBefore));
        }
    }
}
