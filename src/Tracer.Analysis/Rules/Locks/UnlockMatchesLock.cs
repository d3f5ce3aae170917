using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Locks;

/// <summary>L07: a lock is given back by whoever took it.</summary>
public sealed class UnlockMatchesLock : Rule, IHandle<LockReleased>
{
    private static readonly Reason NotHeld = new("L07.not-held", "{culprit} gives back a lock that the task does not hold.");

    public override RuleInfo Info { get; } = new("L07", nameof(UnlockMatchesLock), Severity.Low, Fault.Core, Era.All,
        "A task gives back only locks that it holds.",
        "kernel/locking/lockdep.c; capture 6.1 big-mixed-kvm: each of its page-table unlocks has its lock",
        EventKindSet.Of(EventKind.LockAcquired, EventKind.LockReleased), [NotHeld])
    {
        Counterexample = "run · A unlock ptl1",
    };

    public void On(in LockReleased released, MachineState state, Verdicts verdicts)
    {
        // On a kernel trace other locks are taken in forms that are not probed, or taken by one task and given back by the next.
        if (!state.IsExact && released.Class != LockClass.PageTable) return;
        var task = state.TaskOf(released.Header);
        if (task.Holds(released.Lock)) verdicts.Holds();
        else if (!task.TableLocksKnown || !state.Observes(EventKind.LockAcquired)) verdicts.Unjudged("the trace starts after this task took its locks");
        else if (!state.ShowsTrylocks) verdicts.Unjudged("the trace shows no trylock, by which the task may have taken it");
        else verdicts.Violated(NotHeld, released, released.Mm, VirtualAddress.Unknown);
    }
}
