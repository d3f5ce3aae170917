using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Sleeping;

/// <summary>L09: until 2.6.39 a gather lies in memory of its CPU, so its task stays there until it is finished.</summary>
public sealed class NothingSleepsInGather : Rule, IHandle<SleepSettled>, IHandle<GatherFinished>
{
    private static readonly Reason Sleeps = new("L09.sleeps",
        "{culprit} between {gather} and its end: {proof} keeps the task on its CPU, whose gather it uses.");

    public override RuleInfo Info { get; } = new("L09", nameof(NothingSleepsInGather), Severity.High, Fault.Core, Era.E0,
        "Nothing sleeps, and no range_start that may sleep is called, between tlb_gather_mmu and tlb_finish_mmu.",
        "Andrea Arcangeli, 2010-01-28, on Jack Steiner's patch that moves tlb_gather_mmu after range_start; include/asm-generic/tlb.h of 2.6.34",
        EventKindSet.Of(EventKind.GatherBegan, EventKind.AtomicEntered, EventKind.MightSleep), [Sleeps])
    {
        Counterexample = "run · A preempt-off · A gather 0x1000+1 · A sleep range-start · A enter-start 0x1000+1",
        YieldsTo =
        [
            new Yield("L10", "the driver breaks its own contract, in a gather or not")
            {
                Example = "run · A preempt-off · A gather 0x1000+1 · A enter-start 0x1000+1 · A rcu · A cb-in odp range-start 0x1000+1 · A sleep",
                Protocol = "2.6.39",
            },
            new Yield("N02", "the page-table lock has to go before the gather can matter")
            {
                Example = "run · A preempt-off · A gather 0x1000+1 · A lock ptl1 · A sleep range-start · A enter-start 0x1000+1",
                Protocol = "2.6.39",
            },
            new Yield("L04", "the page-table lock has to go before the gather can matter")
            {
                Example = "run · A preempt-off · A gather 0x1000+1 · A lock ptl1 · A sleep",
                Protocol = "2.6.39",
            },
        ],
    };

    public void On(in SleepSettled settled, MachineState state, Verdicts verdicts)
    {
        if (settled.Cause != SleepPlace.Gather) return;
        var task = state.TaskOf(settled.Sleep.Header);
        verdicts.Violated(Sleeps, settled.Sleep, task.Gather.As<GatherBegan>().Mm, VirtualAddress.Unknown, settled.Context,
            new Witness("gather", task.Gather), new Witness("proof", settled.Atomicity.Proof));
    }

    public void On(in GatherFinished finished, MachineState state, Verdicts verdicts)
    {
        var task = state.TaskOf(finished.Header);
        if (task.Gather.Header.Kind == EventKind.None) verdicts.Unjudged("the trace starts inside the gather");
        else if (!SleepJudge.HasSleptSince(task, task.Gather)) verdicts.Holds();
    }
}
