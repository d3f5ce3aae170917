using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.History;

/// <summary>P04: the proposal that no kernel enforced: announce the range where one may sleep, before any invalidate_page.</summary>
public sealed class InvalidatePageLiesInsideBracket : Rule, IHandle<PageInvalidated>
{
    private static readonly Reason Outside = new("P04.no-bracket",
        "{culprit} has no range_start in a sleepable context before it, as was proposed in 2017.")
    {
        LacksBracket = true,
    };

    public override RuleInfo Info { get; } = new("P04", nameof(InvalidatePageLiesInsideBracket), Severity.Policy, Fault.Core, Era.WithInvalidatePage,
        "invalidate_page is called only between range_start and range_end.",
        "Linus Torvalds, 2017-08-29, point (b): you can't call invalidate_page without having first called range_start in a sleepable context",
        EventKindSet.Of(EventKind.PageInvalidated), [Outside])
    {
        Kind = FindingKind.Policy,
        Counterexample = "run · A lock ptl1 · A clear 0x1000 fn=try_to_unmap_one · A ip 0x1000",
    };

    public void On(in PageInvalidated page, MachineState state, Verdicts verdicts)
    {
        var task = state.TaskOf(page.Header);
        if (task.BracketAround(page.Mm, page.Extent) is { EnteredAtomic: false }) verdicts.Holds();
        else if (!task.BracketsKnown) verdicts.Unjudged("the trace starts inside the task's operation");
        else verdicts.Violated(Outside, page, page.Mm, page.Address);
    }
}
