using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.History;

/// <summary>P03: invalidate_page is all that a driver hears of a change through the reverse map, and a huge entry is 512 pages to a device that maps 4 KiB at a time.</summary>
public sealed class InvalidatePageCoversHugeEntry : Rule, IHandle<RmapChangeClosed>
{
    private static readonly Reason OnePage = new("P03.too-few",
        "{culprit} is one page of the 2 MiB that {change} changed: a device with small entries keeps the others.");

    private static readonly Reason None = new("P03.none",
        "{culprit} is followed by no invalidate_page at all.");

    public override RuleInfo Info { get; } = new("P03", nameof(InvalidatePageCoversHugeEntry), Severity.Critical, Fault.Core, Era.WithInvalidatePage | Era.E4,
        "An entry that is changed through the reverse map is announced for each of its pages.",
        "merge ea25c43179, second pitfall: callbacks assumed it could never be a huge page; Andrea Arcangeli, 2010-01-28, on GRU",
        EventKindSet.Of(EventKind.PteChanged, EventKind.PageInvalidated), [OnePage, None])
    {
        Counterexample = "run · A op mkclean · A lock pml1 · A clear-huge 0x200000 fn=page_mkclean_one · A ip 0x200000 · A unlock pml1 · A op-end",
    };

    public void On(in RmapChangeClosed closed, MachineState state, Verdicts verdicts)
    {
        var change = closed.Change;
        if (!state.Observes(EventKind.PageInvalidated)) verdicts.Unjudged("the trace shows no invalidate_page");
        else if (change.PagesInvalidated >= change.Pages) verdicts.Holds();
        else if (change.PagesInvalidated == 0) verdicts.Violated(None, change.Store, change.Store.Mm, change.Store.Address, change.AtStore.Context);
        else
            verdicts.Violated(OnePage, change.FirstInvalidation, change.Store.Mm, change.Store.Address, change.AtInvalidation.Context,
                new Witness("change", VmEvent.Of(change.Store)));
    }
}
