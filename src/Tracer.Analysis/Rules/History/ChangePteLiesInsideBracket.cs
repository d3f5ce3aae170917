using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.History;

/// <summary>C04: not every driver has change_pte, so a range says the same to the others.</summary>
public sealed class ChangePteLiesInsideBracket : Rule, IHandle<PteChangeNotified>
{
    private static readonly Reason Outside = new("C04.no-bracket",
        "{culprit} lies in no range of its task: a driver without change_pte hears nothing.")
    {
        LacksBracket = true,
    };

    public override RuleInfo Info { get; } = new("C04", nameof(ChangePteLiesInsideBracket), Severity.High, Fault.Core, Era.WithChangePte & ~Era.WithRcuList,
        "change_pte is called only between range_start and range_end of the same task.",
        "commit 6bdb913f0a70; a kernel without the bracket: KVM warns in change_pte",
        EventKindSet.Of(EventKind.PteChangeNotified, EventKind.RangeStartReturned), [Outside])
    {
        Counterexample = "run · A lock ptl1 · A clear 0x1000 · A cp 0x1000 pfn=9 rw",
    };

    public void On(in PteChangeNotified notified, MachineState state, Verdicts verdicts)
    {
        var task = state.TaskOf(notified.Header);
        if (task.BracketAround(notified.Mm, AddressRange.Of(notified.Address, PageSize.Small)) is not null) verdicts.Holds();
        else if (!task.BracketsKnown) verdicts.Unjudged("the trace starts inside the task's operation");
        else verdicts.Violated(Outside, notified, notified.Mm, notified.Address);
    }
}
