using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Sleeping;

/// <summary>C03: change_pte is called between the clear and the set of an entry, with its lock held.</summary>
public sealed class ChangePteNeverSleeps : Rule, IHandle<SleepSettled>, IHandle<CallbackReturned>
{
    private static readonly Reason Sleeps = new("C03.sleeps",
        "{culprit} in {callback}, which the core calls under the page-table lock, between the clear and the set.");

    public override RuleInfo Info { get; } = new("C03", nameof(ChangePteNeverSleeps), Severity.High, Fault.Driver, Era.WithChangePte,
        "A change_pte callback never sleeps.",
        "Linus Torvalds, 2017-08-29, on what may sleep; capture 6.1 ksm-kvm: change_pte at depth 1",
        EventKindSet.Of(EventKind.CallbackEntered, EventKind.MightSleep), [Sleeps])
    {
        Counterexample = "run · A lock ptl1 · A cb-in kvm change-pte 0x1000+1 · A sleep",
    };

    public void On(in SleepSettled settled, MachineState state, Verdicts verdicts)
    {
        if (settled.Cause != SleepPlace.ChangePteCallback) return;
        var callback = state.TaskOf(settled.Sleep.Header).Callback;
        verdicts.Violated(Sleeps, settled.Sleep, callback.As<CallbackEntered>().Mm, callback.As<CallbackEntered>().Start, settled.Context,
            new Witness("callback", callback), new Witness("proof", settled.Atomicity.Proof));
    }

    public void On(in CallbackReturned returned, MachineState state, Verdicts verdicts)
    {
        if (returned.Callback != CallbackKind.ChangePte) return;
        if (returned.MayGoOn) verdicts.Unjudged(DriverCall.ReturnNotShown);
        else verdicts.Holds();
    }
}
