using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Sleeping;

/// <summary>L10: until 3.6 the list of drivers is walked inside rcu_read_lock, so every callback is atomic.</summary>
public sealed class CallbackNeverSleepsInListWalk : Rule, IHandle<SleepSettled>, IHandle<CallbackReturned>
{
    private static readonly Reason Sleeps = new("L10.sleeps",
        "{culprit} in {callback}, and the core walks the list of drivers inside {proof}: a grace period ends under the walker.");

    public override RuleInfo Info { get; } = new("L10", nameof(CallbackNeverSleepsInListWalk), Severity.High, Fault.Driver, Era.WithRcuList,
        "No callback sleeps while the list of drivers is walked under RCU.",
        "Andrea Arcangeli, 2010-01-28, on the SRCU patch; commit 21a92735f660, which made sleeping callbacks possible",
        EventKindSet.Of(EventKind.CallbackEntered, EventKind.AtomicEntered, EventKind.MightSleep), [Sleeps])
    {
        Counterexample = "run · A rcu · A cb-in gntdev range-start 0x1000+1 · A sleep sleeping-lock",
        YieldsTo =
        [
            new Yield("P02", "the callback never may sleep, however the list is walked")
            {
                Example = "run · A lock ptl1 · A rcu · A cb-in odp invalidate-page 0x1000+1 · A sleep",
                Protocol = "2.6.39",
            },
            new Yield("C03", "the callback never may sleep, however the list is walked")
            {
                Example = "run · A lock ptl1 · A rcu · A cb-in iommu change-pte 0x1000+1 · A sleep",
                Protocol = "2.6.39",
            },
            new Yield("L04", "the driver's own spin lock forbids it, however the list is walked")
            {
                Example = "run · A rcu · A cb-in odp range-start 0x1000+1 · A lock spin1 · A sleep",
                Protocol = "2.6.39",
            },
        ],
    };

    public void On(in SleepSettled settled, MachineState state, Verdicts verdicts)
    {
        if (settled.Cause != SleepPlace.ListWalk) return;
        var callback = state.TaskOf(settled.Sleep.Header).Callback;
        verdicts.Violated(Sleeps, settled.Sleep, callback.As<CallbackEntered>().Mm, callback.As<CallbackEntered>().Start, settled.Context,
            new Witness("callback", callback), new Witness("proof", settled.Atomicity.Proof));
    }

    public void On(in CallbackReturned returned, MachineState state, Verdicts verdicts)
    {
        var task = state.TaskOf(returned.Header);
        if (SleepCause.ListWalkOf(task) is not null && !SleepJudge.HasSleptSince(task, task.Callback)) verdicts.Holds();
    }
}
