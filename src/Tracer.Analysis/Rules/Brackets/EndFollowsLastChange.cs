using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>N03: range_end promises that everything has changed that was going to.</summary>
public sealed class EndFollowsLastChange : Rule, IHandle<ChangeSettled>
{
    private static readonly Reason AfterEnd = new("N03.after-end",
        "{culprit} comes after {end}: between them the device may map the old page again.");

    public override RuleInfo Info { get; } = new("N03", nameof(EndFollowsLastChange), Severity.Critical, Fault.Core, Era.All,
        "range_end comes after the last change of its bracket.",
        "Documentation/mm/mmu_notifier.rst; capture 6.1 cow-fork-kvm",
        EventKindSet.Of(EventKind.PteChanged, EventKind.RangeEndEntered), [AfterEnd])
    {
        Counterexample = "run · A start 0x1000+1 · A end 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1",
        YieldsTo =
        [
            new Yield("N01", "a change that no bracket of the operation announced, or a second one, has no end that it could precede")
            {
                Example = "run · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 · A set 0x1000 · A unlock ptl1 · A end 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1",
            },
            new Yield("N05", "as long as a bracket is open, the range is what is wrong")
            {
                Example = "run · A start 0x5000+1 · A start 0x1000+1 · A end 0x1000+1 · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A end 0x5000+1",
            },
        ],
    };

    public void On(in ChangeSettled settled, MachineState state, Verdicts verdicts)
    {
        if (settled.Placement == Placement.AfterEnd)
            verdicts.Violated(AfterEnd, settled.Store, settled.Store.Mm, settled.Store.Address, settled.Context,
                new Witness("start", settled.Bracket!.Start), new Witness("end", settled.Bracket.Ended));
        else if (settled.Placement is Placement.Inside or Placement.InsideByBracketOnly) verdicts.Holds();
        else if (settled.Placement == Placement.Unknown) verdicts.Unjudged("the trace starts inside the task's operation");
    }
}
