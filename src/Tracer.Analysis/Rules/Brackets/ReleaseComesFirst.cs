using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>N18: a device that walks the page table must have stopped before exit takes it apart.</summary>
public sealed class ReleaseComesFirst : Rule, IHandle<ReleaseEntered>, IHandle<ReleaseReturned>, IHandle<PteChanged>, IHandle<CallbackEntered>
{
    // The last store that took an entry away other than through the reverse map.
    private static readonly MmSlot<PteChanged> LastTeardown = new();

    // True from release on, as long as nothing was unmapped before it nor since.
    private static readonly MmSlot<bool> Kept = new();

    private static readonly Reason UnmappedBefore = new("N18.unmapped-before",
        "{culprit} comes after {change} of the same operation: the device was still at work on what it took away.");

    private static readonly Reason UnmappedInside = new("N18.unmapped-inside",
        "{culprit} comes before {release} has returned: some driver may not have stopped yet.");

    private static readonly Reason Called = new("N18.called",
        "{culprit} comes after {release}: the driver has given up what the callback works on.");

    public override RuleInfo Info { get; } = new("N18", nameof(ReleaseComesFirst), Severity.Critical, Fault.Core, Era.All,
        "Exit unmaps nothing before release has returned, and no callback runs after it.",
        "mm/mmap.c exit_mmap: mmu_notifier_release comes first; the Intel driver of 4.13 says why; capture 6.1 exit-kvm",
        EventKindSet.Of(EventKind.ReleaseEntered, EventKind.ReleaseReturned), [UnmappedBefore, UnmappedInside, Called])
    {
        Counterexample = "run · A op exit · A lock ptl1 · A clear 0x1000 · A unlock ptl1 · A release",
    };

    public void On(in ReleaseEntered release, MachineState state, Verdicts verdicts)
    {
        var task = state.TaskOf(release.Header);
        ref readonly var teardown = ref LastTeardown.Of(state.Mm(release.Mm));
        if (teardown.Header.Task == release.Header.Task && teardown.Header.Sequence > task.OperationBoundary && task.Operation.Header.Kind != EventKind.None)
            verdicts.Violated(UnmappedBefore, release, release.Mm, VirtualAddress.Unknown, new Witness("change", VmEvent.Of(teardown)));
        else if (!task.BracketsKnown) verdicts.Unjudged("the trace starts inside the task's operation");
        else Kept.Of(state.Mm(release.Mm)) = true;
    }

    // Only now is it seen that nothing was unmapped in between.
    public void On(in ReleaseReturned released, MachineState state, Verdicts verdicts)
    {
        ref var kept = ref Kept.Of(state.Mm(released.Mm));
        if (kept) verdicts.Holds();
        kept = false;
    }

    public void On(in PteChanged change, MachineState state, Verdicts verdicts)
    {
        if (change.Mm.Value == 0 || change.Classify() != ChangeClass.Teardown) return;

        var mm = state.Mm(change.Mm);
        if (change.Address.IsKnown && !state.IsRmapPath(change.Header)) LastTeardown.Of(mm) = change;

        // Others may still reclaim its pages: only whoever tears the address space down has to wait.
        if (mm.Release.Header.Task != change.Header.Task || !IsRunning(mm)) return;
        Kept.Of(mm) = false;
        verdicts.Violated(UnmappedInside, change, change.Mm, change.Address, new Witness("release", mm.Release));
    }

    public void On(in CallbackEntered callback, MachineState state, Verdicts verdicts)
    {
        var mm = state.Mm(callback.Mm);
        if (mm.Released.Header.Kind != EventKind.None && callback.Callback != CallbackKind.Release)
            verdicts.Violated(Called, callback, callback.Mm, callback.Start, new Witness("release", mm.Released));
    }

    private static bool IsRunning(MmState mm) => mm.IsReleased && mm.Released.Header.Kind == EventKind.None;
}
