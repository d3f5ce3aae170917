using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers;

/// <summary>C05: a driver that installs from change_pte trusts the one range around it, and cannot know what the others are about.</summary>
public sealed class NoMappingFromNestedChangePte : Rule, IHandle<SecondaryMapped>, IHandle<CallbackReturned>
{
    private static readonly Reason Nested = new("C05.nested",
        "{culprit} in {callback} while {start} is open beside the range around it: what that one invalidates may come back.");

    public override RuleInfo Info { get; } = new("C05", nameof(NoMappingFromNestedChangePte), Severity.High, Fault.Driver, Era.WithChangePte & ~Era.WithRcuList,
        "A driver sets no entry from change_pte while more than one range of the address space is open.",
        "commit 6bdb913f0a70: such a change_pte is suppressed",
        EventKindSet.Of(EventKind.CallbackEntered, EventKind.RangeStartReturned), [Nested])
    {
        Counterexample = "run · B start 0x5000+1 · A start 0x1000+1 · A lock ptl1 · A cb-in kvm change-pte 0x1000+1 · A map 0x1000 pfn=9 driver=kvm",
    };

    public void On(in SecondaryMapped mapped, MachineState state, Verdicts verdicts)
    {
        var task = state.TaskOf(mapped.Header);
        if (!task.IsInChangePteOf(mapped.Driver)) return;
        foreach (var bracket in state.Mm(mapped.Mm).OpenBrackets)
        {
            if (bracket == task.BracketOn(mapped.Mm)) continue;
            verdicts.Violated(Nested, mapped, mapped.Mm, mapped.Address, new Witness("start", bracket.Start), new Witness("callback", task.Callback));
            return;
        }
    }

    public void On(in CallbackReturned returned, MachineState state, Verdicts verdicts)
    {
        if (returned.Callback != CallbackKind.ChangePte) return;
        if (returned.MayGoOn) verdicts.Unjudged(DriverCall.ReturnNotShown);
        else verdicts.Holds();
    }
}
