using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Invalidations;

/// <summary>I04: invalidate_range is one part of a bracket, and speaks of no more than the bracket does.</summary>
public sealed class InvalidationLiesInsideBracket : Rule, IHandle<RangeInvalidated>
{
    private static readonly Reason Outside = new("I04.outside",
        "{culprit} has no bracket around it: what it speaks of is over, or was never announced.");

    private static readonly Reason Wider = new("I04.wider",
        "{culprit} reaches beyond {start}: it drops more than was announced, or the bracket is too short for what comes.");

    public override RuleInfo Info { get; } = new("I04", nameof(InvalidationLiesInsideBracket), Severity.Medium, Fault.Core, Era.WithExplicitInvalidateRange,
        "An explicit invalidate_range lies inside an open bracket of the same task.",
        "merge ea25c43179: invalidate_range under the lock, between range_start and range_end; capture 6.1 cow-fork-kvm",
        EventKindSet.Of(EventKind.RangeInvalidated, EventKind.RangeStartReturned), [Outside, Wider])
    {
        Counterexample = "run · A start 0x1000+1 · A end 0x1000+1 · A ir 0x1000+1",
        YieldsTo =
        [
            new Yield("N11", "the change that no bracket holds is what is wrong: the invalidation is as wide as it must be")
            {
                Example = "run · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 · A unlock ptl1",
            },
            new Yield("N03", "the change after the end is what is wrong")
            {
                Example = "run · A start 0x1000+1 · A end 0x1000+1 · A lock ptl1 · A clear 0x1000 · A ir 0x1000+1 · A unlock ptl1",
            },
            new Yield("N05", "the bracket that is too short for the change is what is wrong")
            {
                Example = "run · A start 0x200000+1 · A lock pml1 · A clear-huge 0x200000 · A ir 0x200000+2M · A unlock pml1 · A end 0x200000+1",
            },
        ],
    };

    public void On(in RangeInvalidated ir, MachineState state, Verdicts verdicts)
    {
        // Flushes of a gather or of freed tables notify of all they flush; a nested gather of 6.1 gives a range that means everything.
        if (ir.Source != InvalidationSource.Explicit || !ir.Start.IsKnown || ir.Extent.IsEmpty || !state.Watches(ir.Mm)) return;
        var task = state.TaskOf(ir.Header);
        if (task.BracketAround(ir.Mm, ir.Extent) is not null) verdicts.Holds();
        else if (!task.BracketsKnown) verdicts.Unjudged("the trace starts inside the task's operation");
        else if (IsForUnannouncedChange(task, in ir)) return;
        else if (task.BracketOn(ir.Mm) is { } open) verdicts.Violated(Wider, ir, ir.Mm, ir.Start, new Witness("start", open.Start));
        else verdicts.Violated(Outside, ir, ir.Mm, ir.Start);
    }

    // The change that no bracket holds is what is wrong: the invalidation is as wide as it must be.
    private static bool IsForUnannouncedChange(TaskState task, in RangeInvalidated ir)
    {
        foreach (ref readonly var held in task.Locks)
        {
            if (held.Section is not { } section) continue;
            foreach (ref readonly var change in section.Changes)
                if (change.Bracket is null && change.First.Mm == ir.Mm && ir.Extent.Overlaps(change.First.Extent)) return true;
        }

        return false;
    }
}
