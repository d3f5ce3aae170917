using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Locks;

/// <summary>L08: range_end is called after the page-table lock is given back.</summary>
public sealed class EndRunsWithoutTableLock : Rule, IHandle<RangeEndEntered>
{
    private static readonly Reason Held = new("L08.held",
        "{culprit} runs under the page-table lock of {proof}: end callbacks may sleep, and the section is not over.");

    public override RuleInfo Info { get; } = new("L08", nameof(EndRunsWithoutTableLock), Severity.High, Fault.Core, Era.All & ~(Era.E0 | Era.E1),
        "No page-table lock is held at range_end.",
        "mm/rmap.c and mm/memory.c call it after pte_unmap_unlock; captures of 6.1 and 6.12: never otherwise",
        EventKindSet.Of(EventKind.RangeEndEntered, EventKind.LockAcquired), [Held])
    {
        Counterexample = "run · A start 0x1000+1 · A lock ptl1 · A end 0x1000+1",
    };

    public void On(in RangeEndEntered end, MachineState state, Verdicts verdicts)
    {
        var task = state.TaskOf(end.Header);
        if (task.PageTableLock is { } held) verdicts.Violated(Held, end, end.Mm, end.Start, new Witness("proof", held.Acquired));
        else if (task.TableLocksKnown && state.Observes(EventKind.LockAcquired)) verdicts.Holds();
        else verdicts.Unjudged("the trace does not show all spin locks of the task");
    }
}
