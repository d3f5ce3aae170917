using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>N08: a range that leaves its region tells drivers of addresses that are somebody else's.</summary>
public sealed class RangeStaysInRegion : Rule, IHandle<RangeStartEntered>
{
    private static readonly Reason Beyond = new("N08.beyond",
        "{culprit} reaches beyond the region it begins in: it was not clipped, and drivers drop what nobody changes.");

    private static readonly Reason Nowhere = new("N08.nowhere",
        "{culprit} begins in no region: the address was computed wrong, and the right one is not announced.");

    public override RuleInfo Info { get; } = new("N08", nameof(RangeStaysInRegion), Severity.High, Fault.Core, Era.All,
        "The range of a path that works on one region stays within it.",
        "mm/rmap.c of 4.14 clips to vm_end; commit 494334e43c16 (vma_address of a huge page partly outside its vma)",
        EventKindSet.Of(EventKind.RangeStartEntered, EventKind.VmaChanged), [Beyond, Nowhere])
    {
        Counterexample = "run · A vma 0x1000+1 · A lock anon1:r · A enter-start 0x1000+2",
        YieldsTo =
        [
            new Yield("N07", "an empty range is in no region, and that it is empty is what is wrong")
            {
                Example = "run · A vma 0x1000+1 · A enter-start 0x9000..0x9000",
            },
        ],
    };

    public void On(in RangeStartEntered start, MachineState state, Verdicts verdicts)
    {
        // clear_refs and release announce everything by an open end; an empty range lies nowhere.
        if (!start.End.IsKnown || start.Extent.IsEmpty || !state.Watches(start.Mm)) return;
        var regions = RegionJudge.Of(state.Mm(start.Mm));
        if (!regions.IsKnown)
        {
            verdicts.Unjudged("the trace shows no regions of this address space");
            return;
        }

        // munmap announces several regions at once: it has taken them out, and holds mmap_lock until all is done.
        if (regions.IsGoing(start.Extent) && state.TaskOf(start.Header).HoldsMmapLock(start.Mm, LockMode.Exclusive)) return;
        if (regions.Around(start.Start) is not { } region)
        {
            // A region may have been told of before the trace began, or while events were lost.
            if (state.IsExact) verdicts.Violated(Nowhere, start, start.Mm, start.Start);
            else verdicts.Unjudged("the trace does not show every region of this address space");
        }
        else if (!region.Contains(start.Extent)) verdicts.Violated(Beyond, start, start.Mm, start.Start);
        else verdicts.Holds();
    }
}
