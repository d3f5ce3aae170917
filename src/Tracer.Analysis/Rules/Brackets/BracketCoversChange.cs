using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>N05: the notified range holds every byte that changes, not just the first.</summary>
public sealed class BracketCoversChange : Rule, IHandle<ChangeSettled>
{
    private static readonly Reason Short = new("N05.short",
        "{culprit} goes on behind the end of {start}: the driver keeps its entries for the rest.");

    private static readonly Reason Late = new("N05.base",
        "{culprit} begins before {start} does: the driver keeps its entries for the first part.");

    private static readonly Reason Elsewhere = new("N05.elsewhere",
        "{culprit} lies wholly outside {start}: the driver was told of other addresses.");

    public override RuleInfo Info { get; } = new("N05", nameof(BracketCoversChange), Severity.Critical, Fault.Core, Era.All,
        "A changed entry lies with its full extent inside the bracket.",
        "commit 785373b4 bugs 2 and 3 of aac2fea94f7a; commit 017b1660df89 (hugetlb PMD sharing)",
        EventKindSet.Of(EventKind.PteChanged, EventKind.RangeStartReturned), [Short, Late, Elsewhere])
    {
        Counterexample = "run · A start 0x1000..0x1001 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A end 0x1000..0x1001",
    };

    public void On(in ChangeSettled settled, MachineState state, Verdicts verdicts)
    {
        switch (settled.Placement)
        {
            case Placement.Inside:
                verdicts.Holds();
                break;
            case Placement.InsideByBracketOnly:
                verdicts.Unjudged("the entry's address is known from the bracket alone");
                break;
            case Placement.NotCovered:
                var bracket = settled.Bracket!;
                var extent = settled.Store.Extent;
                var reason = !bracket.Extent.Overlaps(extent) ? Elsewhere : bracket.Extent.Start <= extent.Start ? Short : Late;
                verdicts.Violated(reason, settled.Store, settled.Store.Mm, settled.Store.Address, settled.Context, new Witness("start", bracket.Start));
                break;
            default:
                break;
        }
    }
}
