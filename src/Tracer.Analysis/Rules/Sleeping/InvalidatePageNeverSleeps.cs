using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Sleeping;

/// <summary>P02: where invalidate_page runs under the page-table lock, its callbacks are atomic.</summary>
/// <remarks>From 3.7 to 4.10 the reverse-map paths called it without the lock; a change_pte that fell back to it still held it.</remarks>
public sealed class InvalidatePageNeverSleeps : Rule, IHandle<SleepSettled>, IHandle<CallbackReturned>
{
    private static readonly Reason Sleeps = new("P02.sleeps",
        "{culprit} in {callback}, which runs under {proof}: the driver sleeps with the page-table lock held.");

    public override RuleInfo Info { get; } = new("P02", nameof(InvalidatePageNeverSleeps), Severity.High, Fault.Driver, Era.WithInvalidatePage,
        "An invalidate_page callback never sleeps.",
        "commit c7ab0d2fdc84 moved the call under the lock; commit 785373b4: fix the notifier, not the core VM",
        EventKindSet.Of(EventKind.CallbackEntered, EventKind.MightSleep), [Sleeps])
    {
        Counterexample = "run · A lock ptl1 · A cb-in odp InvalidatePage 0x1000+1 · A sleep",
    };

    public void On(in SleepSettled settled, MachineState state, Verdicts verdicts)
    {
        if (settled.Cause == SleepPlace.InvalidatePageCallback && settled.Atomicity.IsAtomic)
            verdicts.Violated(Sleeps, settled.Sleep, default, VirtualAddress.Unknown, settled.Context,
                new Witness("callback", state.TaskOf(settled.Sleep.Header).Callback), new Witness("proof", settled.Atomicity.Proof));
    }

    public void On(in CallbackReturned returned, MachineState state, Verdicts verdicts)
    {
        if (returned.Callback is CallbackKind.InvalidatePage or CallbackKind.InvalidateHugepage) verdicts.Holds();
    }
}
