using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Sleeping;

/// <summary>L11: until 2.6.39 the locks of the reverse map spin, and truncate notifies under one.</summary>
public sealed class NothingSleepsUnderSpinningRmapLock : Rule, IHandle<SleepSettled>, IHandle<LockReleased>
{
    private static readonly Reason Sleeps = new("L11.sleeps",
        "{culprit} under {proof}, which spins: whoever waits for it waits for a sleeper.");

    public override RuleInfo Info { get; } = new("L11", nameof(NothingSleepsUnderSpinningRmapLock), Severity.High, Fault.Core, Era.E0,
        "Nothing sleeps under i_mmap_lock or the lock of an anon_vma while they are spin locks.",
        "Andrea Arcangeli, 2010-01-28: i_mmap_lock must become a semaphore for unmap_mapping_range, \"basically you missed truncate\"",
        EventKindSet.Of(EventKind.LockAcquired, EventKind.LockReleased, EventKind.MightSleep), [Sleeps])
    {
        Counterexample = "run · A lock immap1 type=spin · A sleep range-start · A enter-start 0x1000+1",
        YieldsTo =
        [
            new Yield("L10", "the driver breaks its own contract, under such a lock or not")
            {
                Example = "run · A lock anon1 type=spin · A rcu · A cb-in odp invalidate-page 0x1000+1 · A sleep",
                Protocol = "2.6.39",
            },
            new Yield("L09", "the gather lies inside and has to go before the lock can matter")
            {
                Example = "run · A lock immap1 type=spin · A preempt-off · A gather 0x1000+1 · A sleep range-start · A enter-start 0x1000+1",
                Protocol = "2.6.39",
            },
            new Yield("N02", "the page-table lock lies inside and has to go before this one can matter")
            {
                Example = "run · A lock immap1 type=spin · A lock ptl1 · A sleep range-start · A enter-start 0x1000+1",
                Protocol = "2.6.39",
            },
            new Yield("P02", "the callback never may sleep, under such a lock or not")
            {
                Example = "run · A lock immap1 type=spin · A lock ptl1 · A srcu · A cb-in odp invalidate-page 0x1000+1 · A sleep",
                Protocol = "2.6.39",
            },
        ],
    };

    public void On(in SleepSettled settled, MachineState state, Verdicts verdicts)
    {
        if (settled.Cause == SleepPlace.RmapLock)
            verdicts.Violated(Sleeps, settled.Sleep, default, VirtualAddress.Unknown, settled.Context, new Witness("proof", settled.Atomicity.Proof));
    }

    public void On(in LockReleased released, MachineState state, Verdicts verdicts)
    {
        if (released.Class is not (LockClass.IMmap or LockClass.AnonVma) || released.Type.Sleeps()) return;
        var task = state.TaskOf(released.Header);
        var index = task.IndexOf(released.Lock);
        if (index < 0) verdicts.Unjudged("the trace starts after this task took its locks");
        else if (!SleepJudge.HasSleptSince(task, task.Locks[index].Acquired)) verdicts.Holds();
    }
}
