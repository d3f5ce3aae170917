using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Sleeping;

/// <summary>D08: callbacks that the core calls under the page-table lock wait for spin locks alone.</summary>
/// <remarks>
/// A sleeping lock is announced by the possible sleep before it; where the trace shows none, the lock itself is named.
/// </remarks>
public sealed class AtomicCallbacksOnlySpin : Rule, IHandle<SleepSettled>, IHandle<LockAcquired>, IHandle<CallbackReturned>
{
    private static readonly Reason Sleeps = new("D08.sleeps",
        "{culprit} in {callback}, which the core calls under the page-table lock.");

    private static readonly Reason SleepingLock = new("D08.sleeping-lock",
        "{culprit} may sleep in {callback}, which the core calls under the page-table lock: only a spin lock will do.");

    public override RuleInfo Info { get; } = new("D08", nameof(AtomicCallbacksOnlySpin), Severity.High, Fault.Driver, Era.All,
        "The ageing callbacks, and invalidate_range, take spin locks only and never sleep.",
        "include/linux/mmu_notifier.h: clear_flush_young and its like are called with the page-table lock held; Andrea Arcangeli, 2010-01-28",
        EventKindSet.Of(EventKind.CallbackEntered), [Sleeps, SleepingLock])
    {
        Counterexample = "run · A lock ptl1 · A cb-in kvm ClearFlushYoung 0x1000+1 · A sleep",
        YieldsTo =
        [
            new Yield("I03", "where invalidate_range runs beside the change it has a rule of its own")
            {
                Example = "run · A lock ptl1 · A cb-in amd InvalidateRange 0x1000+1 · A sleep",
            },
        ],
    };

    public void On(in SleepSettled settled, MachineState state, Verdicts verdicts)
    {
        if (settled.Cause != SleepPlace.AgeingCallback && !(settled.Cause == SleepPlace.InvalidateRangeCallback && !HasI03(state.Eras))) return;
        verdicts.Violated(Sleeps, settled.Sleep, default, VirtualAddress.Unknown, state.TaskOf(settled.Sleep.Header).Snapshot(),
            new Witness("callback", state.TaskOf(settled.Sleep.Header).Callback));
    }

    public void On(in LockAcquired acquired, MachineState state, Verdicts verdicts)
    {
        if (acquired.Trylock || !acquired.Type.Sleeps()) return;
        var task = state.TaskOf(acquired.Header);
        ref readonly var callback = ref task.Callback;
        if (callback.Header.Kind == EventKind.None || !Speaks(callback.As<CallbackEntered>().Callback, state.Eras)) return;

        // The possible sleep before it was named already.
        if (!SleepJudge.HasSleptSince(task, callback))
            verdicts.Violated(SleepingLock, acquired, acquired.Mm, VirtualAddress.Unknown, new Witness("callback", callback));
    }

    public void On(in CallbackReturned returned, MachineState state, Verdicts verdicts)
    {
        if (!Speaks(returned.Callback, state.Eras)) return;
        if (returned.MayGoOn) verdicts.Unjudged(DriverCall.ReturnNotShown);
        else verdicts.Holds();
    }

    private static bool Speaks(CallbackKind callback, Era eras) => callback switch
    {
        CallbackKind.ClearFlushYoung or CallbackKind.ClearYoung or CallbackKind.TestYoung => true,
        CallbackKind.InvalidateRange => !HasI03(eras),
        _ => false,
    };

    private static bool HasI03(Era eras) => (eras & ~(Era.WithExplicitInvalidateRange | Era.WithArchInvalidation)) == 0;
}
