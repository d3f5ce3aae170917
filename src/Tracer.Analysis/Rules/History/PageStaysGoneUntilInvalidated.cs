using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.History;

/// <summary>P01: between the drop of the page-table lock and invalidate_page nobody may map the address again.</summary>
public sealed class PageStaysGoneUntilInvalidated : Rule, IHandle<PageInvalidated>
{
    private static readonly Reason Remapped = new("P01.remapped",
        "{remap} maps the address anew after {change} and before {culprit}: the device holds the old page while the CPU uses the new one.");

    public override RuleInfo Info { get; } = new("P01", nameof(PageStaysGoneUntilInvalidated), Severity.Critical, Fault.Core, Era.E2,
        "No other task establishes an address between the release of the page-table lock and its invalidate_page.",
        "merge ea25c43179, first pitfall: a new page might have been set up before the call",
        EventKindSet.Of(EventKind.PageInvalidated, EventKind.PteChanged, EventKind.LockReleased), [Remapped])
    {
        Counterexample = "run · A lock ptl1 · A clear 0x1000 fn=try_to_unmap_one · A unlock ptl1 · B set 0x1000 pfn=7 rw · A ip 0x1000",
    };

    public void On(in PageInvalidated page, MachineState state, Verdicts verdicts)
    {
        foreach (var change in RmapJudge.OpenOf(state.TaskOf(page.Header)))
        {
            if (change.Store.Mm != page.Mm || !change.Store.Extent.Overlaps(page.Extent)) continue;
            if (change.Remapped.Header.Kind == EventKind.None) verdicts.Holds();
            else
                verdicts.Violated(Remapped, page, page.Mm, page.Address,
                    new Witness("change", VmEvent.Of(change.Store)), new Witness("unlock", change.Released), new Witness("remap", change.Remapped));
        }
    }
}
