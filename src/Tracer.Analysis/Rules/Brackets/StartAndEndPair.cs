using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>N04: drivers count brackets, so each start needs its end.</summary>
public sealed class StartAndEndPair : Rule, IHandle<BracketClosed>, IHandle<RangeEndEntered>
{
    // Brackets of the operation that were named for want of an end: one that comes late says nothing new.
    private static readonly TaskSlot<List<(MmId Mm, AddressRange Extent)>> Named = new(static brackets => brackets.Clear(), Lifetime.Operation);

    private static readonly Reason NeverEnded = new("N04.no-end",
        "{culprit} has no range_end when {deadline}: a driver that counts open ranges makes its faults retry for ever.");

    private static readonly Reason NoStart = new("N04.no-start",
        "{culprit} has no range_start: a driver that counts open ranges goes below zero.");

    private static readonly Reason OtherExtent = new("N04.other-range",
        "{culprit} names another range than {start}, which it ends: a driver with an interval tree ends what it did not start.");

    public override RuleInfo Info { get; } = new("N04", nameof(StartAndEndPair), Severity.Critical, Fault.Core, Era.All,
        "Every successful range_start has one range_end of the same range on the same task.",
        "virt/kvm/kvm_main.c counts mmu_notifier_count and BUGs below zero; Documentation/mm/mmu_notifier.rst",
        EventKindSet.Of(EventKind.RangeStartReturned, EventKind.RangeEndEntered), [NeverEnded, NoStart, OtherExtent])
    {
        Counterexample = "run · A start 0x1000+1 · A end 0x2000+1",
        YieldsTo =
        [
            new Yield("N19", "it says which way out forgot the end")
            {
                Example = "run · A op reclaim · A start 0x1000+1 · A lock ptl1 · A clear 0x1000 old=pfn1 · A set 0x1000 new=pfn1 · A unlock ptl1 · A op-end",
                From = "N04.no-end",
            },
        ],
    };

    public void On(in BracketClosed closed, MachineState state, Verdicts verdicts)
    {
        if (closed.Paired)
        {
            verdicts.Holds();
            return;
        }

        Named.Of(state.TaskOf(closed.Deadline.Header)).Add((closed.Bracket.Mm, closed.Bracket.Extent));
        verdicts.Violated(NeverEnded, closed.Bracket.Start.As<RangeStartReturned>(), closed.Bracket.Mm, closed.Bracket.Extent.Start,
            new Witness("deadline", closed.Deadline));
    }

    public void On(in RangeEndEntered end, MachineState state, Verdicts verdicts)
    {
        var task = state.TaskOf(end.Header);
        var bracket = task.Matching(in end);
        if (bracket is not null && bracket.Extent != end.Extent)
            verdicts.Violated(OtherExtent, end, end.Mm, end.Start, new Witness("start", bracket.Start));
        else if (bracket is null && Named.Of(task).Remove((end.Mm, end.Extent))) return;
        else if (bracket is null && task.BracketsKnown)
            verdicts.Violated(NoStart, end, end.Mm, end.Start);
        else if (bracket is null)
            verdicts.Unjudged("the trace starts inside the task's operation");
    }
}
