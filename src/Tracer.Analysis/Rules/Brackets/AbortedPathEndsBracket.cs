using System.Runtime.CompilerServices;
using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>N19: nothing has changed in the end, and still the drivers wait for the end.</summary>
public sealed class AbortedPathEndsBracket : Rule, IHandle<PteChanged>, IHandle<BracketClosed>
{
    // The store that put back the entry changed last under a bracket, as it had been: an error path. Of kind None if the change stayed.
    private static readonly BracketSlot<PteChanged> PutBack = new();

    private static readonly Reason Skipped = new("N19.skipped",
        "{culprit} has no range_end when {deadline}: the path gave up at {restored} and took the short way out, and drivers that count open ranges wait for ever.");

    public override RuleInfo Info { get; } = new("N19", nameof(AbortedPathEndsBracket), Severity.Medium, Fault.Core, Era.WithRmapBrackets,
        "A path that puts back the entry it has cleared still ends its bracket.",
        "mm/rmap.c:try_to_unmap_one of 4.14: every branch that gives up leaves the loop before range_end",
        EventKindSet.Of(EventKind.PteChanged, EventKind.RangeStartReturned, EventKind.RangeEndEntered), [Skipped])
    {
        Counterexample = "run · A op reclaim · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 old=pfn1 · A set 0x1000 new=pfn1 · A unlock ptl1 · A op-end",
    };

    public void On(in PteChanged change, MachineState state, Verdicts verdicts)
    {
        var task = state.TaskOf(change.Header);
        if (task.Brackets.Length == 0 || state.SectionOf(task, change.Table) is not { } section) return;
        ref var record = ref section.Find(change.Table, change.Index);
        if (Unsafe.IsNullRef(ref record))
        {
            if (change.Classify().NeedsNotification() && task.BracketAround(change.Mm, change.Extent) is { } around) PutBack.Of(around) = default;
        }
        else if (record.Bracket is { } own && change.New == record.First.Old)
        {
            PutBack.Of(own) = change;
        }
    }

    public void On(in BracketClosed closed, MachineState state, Verdicts verdicts)
    {
        ref readonly var restored = ref PutBack.Of(closed.Bracket);
        if (restored.Header.Kind == EventKind.None) return;
        if (closed.Paired) verdicts.Holds();
        else
            verdicts.Violated(Skipped, closed.Bracket.Start.As<RangeStartReturned>(), closed.Bracket.Mm, closed.Bracket.Extent.Start,
                new Witness("restored", VmEvent.Of(restored)), new Witness("deadline", closed.Deadline));
    }
}
