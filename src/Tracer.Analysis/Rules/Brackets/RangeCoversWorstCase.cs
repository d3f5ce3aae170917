using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>N06: the range is computed before the lock is had, so it is computed for the worst that may be found under it.</summary>
/// <remarks>
/// It is kept where every changed entry lies inside the bracket: a range may fit the entries changed so far but not the compound page they belong to,
/// and a whole table may be cut off under a bracket for one entry of it.
/// </remarks>
public sealed class RangeCoversWorstCase : Rule, IHandle<ChangeSettled>, IHandle<PteChanged>
{
    private static readonly BracketSlot<bool> WorstCaseJudged = new();

    private static readonly Reason Compound = new("N06.compound",
        "{culprit} finds a page of a compound page under the lock, and {start} does not reach all of it in this region: what else is mapped of it changes unannounced.");

    private static readonly Reason Table = new("N06.table",
        "{culprit} cuts off a table with all that it maps, and {start} is for a part of it: drivers keep their entries for the rest.");

    public override RuleInfo Info { get; } = new("N06", nameof(RangeCoversWorstCase), Severity.Critical, Fault.Core, Era.WithRmapBrackets,
        "A range covers the most that its path may find under the page-table lock: a compound page in its region, the span of a shared table.",
        "commit 017b1660df89 (hugetlb PMD sharing widens the range before range_start); mm/rmap.c:try_to_unmap_one",
        EventKindSet.Of(EventKind.PteChanged, EventKind.RangeStartReturned), [Compound, Table])
    {
        Counterexample = "run · A start 0x40000000+2M · A lock pml1 · A PteChanged mm=1 address=0x40000000 level=pud old=0x5067 new=none · A unlock pml1 · A end 0x40000000+2M",
        YieldsTo =
        [
            new Yield("N05", "the changed entry itself lies outside, which is worse than what might have changed beside it")
            {
                Example = "run · A vma 0x4000+8 · A alloc pfn=4 order=2 · A start 0x4000+1 · A lock ptl1 · A clear 0x5000 fn=try_to_unmap_one · A unlock ptl1",
                From = "N06.compound",
            },
        ],
    };

    public void On(in ChangeSettled settled, MachineState state, Verdicts verdicts)
    {
        var store = settled.Store;

        // Only reverse-map paths work on a page as a whole; a fault or madvise may take one page out of a compound page.
        if (settled.Placement != Placement.Inside || settled.Bracket is not { } bracket) return;
        if (store.Level != TableLevel.Pte || !state.IsRmapPath(store.Header) || WorstCaseJudged.Of(bracket)) return;
        if (state.Frame(store.Old.Pfn) is not { Order: > 0 } frame || MappingOf(in store, in frame) is not { } mapping) return;

        WorstCaseJudged.Of(bracket) = true;
        var region = RegionJudge.Of(state.Mm(store.Mm)).Around(store.Address);
        if (bracket.Extent.Contains(region is { } known ? Clipped(mapping, known) : mapping)) verdicts.Holds();
        else if (region is null) verdicts.Unjudged("the trace does not show where the region of the page ends");
        else verdicts.Violated(Compound, store, store.Mm, store.Address, new Witness("start", bracket.Start));
    }

    public void On(in PteChanged change, MachineState state, Verdicts verdicts)
    {
        var task = state.TaskOf(change.Header);
        if (!change.Address.IsKnown || !state.TakesTableAway(task, in change) || !state.Watches(change.Mm)) return;
        if (task.BracketOn(change.Mm) is not { } open) return;
        if (task.BracketAround(change.Mm, change.Extent) is not null) verdicts.Holds();
        else verdicts.Violated(Table, change, change.Mm, change.Address, new Witness("start", open.Start));
    }

    // Where the compound page would be mapped from its first to its last frame.
    private static AddressRange? MappingOf(in PteChanged store, in FrameState frame)
    {
        var before = (ulong)(store.Old.Pfn.Value - frame.Head.Value) * PageSize.Small;
        return before <= store.Address.Value
            ? AddressRange.Of(new VirtualAddress(store.Address.Value - before), PageSize.Small << frame.Order) : null;
    }

    private static AddressRange Clipped(AddressRange mapping, AddressRange region) => new(
        mapping.Start < region.Start ? region.Start : mapping.Start, region.End < mapping.End ? region.End : mapping.End);
}
