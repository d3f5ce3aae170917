using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>N01: whoever takes a mapping away has told the drivers before, and tells them after.</summary>
public sealed class ChangeLiesInsideBracket : Rule, IHandle<ChangeSettled>
{
    private static readonly Reason NoBracket = new("N01.no-bracket",
        "{culprit} has no range_start before it: a device with start and end callbacks keeps its entry to the old page.")
    {
        LacksBracket = true,
    };

    public override RuleInfo Info { get; } = new("N01", nameof(ChangeLiesInsideBracket), Severity.Critical, Fault.Core, Era.All,
        "A page-table entry loses its page or a permission only between range_start and range_end of the same task.",
        "commit 785373b4, the revert of aac2fea94f7a; Documentation/mm/mmu_notifier.rst; capture 6.1 cow-fork-kvm",
        EventKindSet.Of(EventKind.PteChanged), [NoBracket])
    {
        Counterexample = "run · A lock ptl1 · A clear 0x1000 · A unlock ptl1",
        YieldsTo =
        [
            new Yield("N03", "there was a bracket for it, and what is wrong is that its end came too soon")
            {
                Example = "run · A start 0x1000+1 · A end 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1",
            },
            new Yield("N05", "there is a bracket for it, and what is wrong is its range")
            {
                Example = "run · A start 0x1000..0x1001 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A end 0x1000..0x1001",
            },
        ],
    };

    public void On(in ChangeSettled settled, MachineState state, Verdicts verdicts)
    {
        switch (settled.Placement)
        {
            case Placement.Outside:
                verdicts.Violated(NoBracket, settled.Store, settled.Store.Mm, settled.Store.Address, settled.Context);
                break;
            case Placement.Unknown:
                verdicts.Unjudged(settled.Store.Mm.Value == 0 ? "the address space of the entry is not known"
                    : !state.KnowsFunction(settled.Store.Header) ? "the name of the function that changes the entry was lost"
                    : "the trace starts inside the task's operation");
                break;
            case Placement.Inside or Placement.InsideByBracketOnly:
                verdicts.Holds();
                break;
            default:
                // There is a bracket, and it does not reach or has ended.
                break;
        }
    }
}
