using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Sleeping;

/// <summary>I03: invalidate_range is called under the page-table lock, so its callbacks only spin.</summary>
public sealed class InvalidationNeverSleeps : Rule, IHandle<SleepSettled>, IHandle<CallbackReturned>, IHandle<SectionEnded>
{
    // True once an invalidate_range callback was shown: they are what is counted then.
    private static readonly MachineSlot<bool> ShowsCallbacks = new(lifetime: Lifetime.Declared);

    private static readonly Reason Sleeps = new("I03.sleeps",
        "{culprit} in an invalidate_range callback, which the core calls under the page-table lock.");

    public override RuleInfo Info { get; } = new("I03", nameof(InvalidationNeverSleeps), Severity.High, Fault.Driver, Era.WithExplicitInvalidateRange | Era.WithArchInvalidation,
        "An invalidate_range callback never sleeps.",
        "merge ea25c43179: invalidate_range is where you can not sleep; Linus Torvalds, 2017-08-29",
        EventKindSet.Of(EventKind.RangeInvalidated, EventKind.MightSleep), [Sleeps])
    {
        Counterexample = "run · A lock ptl1 · A cb-in kvm InvalidateRange 0x1000+1 · A sleep",
    };

    public void On(in SleepSettled settled, MachineState state, Verdicts verdicts)
    {
        if (settled.Cause == SleepPlace.InvalidateRangeCallback)
            verdicts.Violated(Sleeps, settled.Sleep, default, VirtualAddress.Unknown, state.TaskOf(settled.Sleep.Header).Snapshot(),
                new Witness("callback", state.TaskOf(settled.Sleep.Header).Callback), new Witness("lock", settled.Atomicity.Proof));
    }

    public void On(in CallbackReturned returned, MachineState state, Verdicts verdicts)
    {
        if (returned.Callback != CallbackKind.InvalidateRange) return;
        ShowsCallbacks.Of(state) = true;
        if (returned.MayGoOn) verdicts.Unjudged(DriverCall.ReturnNotShown);
        else verdicts.Holds();
    }

    public void On(in SectionEnded ended, MachineState state, Verdicts verdicts)
    {
        // Where no callback is shown, the section that called them has gone to its end.
        if (!ShowsCallbacks.Of(state) && ended.Section.Invalidations.Length > 0) verdicts.Holds();
    }
}
