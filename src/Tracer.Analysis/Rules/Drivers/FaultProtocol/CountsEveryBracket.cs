using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.FaultProtocol;

/// <summary>N14: ranges nest on one task and overlap between tasks, so whether one is open is a count and no flag.</summary>
public sealed class CountsEveryBracket : Rule, IHandle<InvalidationCounted>, IHandle<CallbackReturned>
{
    private static readonly Reason NotRaised = new("N14.not-raised",
        "{culprit} leaves the count no higher than it was: the first of several ends will seem to be the last.");

    private static readonly Reason ZeroEarly = new("N14.zero-early",
        "{culprit} counts no range as open, and {start}, which the driver had counted, has not ended.");

    private static readonly Reason NotCounted = new("N14.not-counted",
        "{culprit} and has not counted the range: a fault finds nothing open and maps what is about to go.");

    private static readonly Reason NotLowered = new("N14.not-lowered",
        "{culprit} and has not counted the range down: the driver's faults start again for ever.");

    // The last step of counting that the callback has made.
    private static readonly CallSlot<CounterStep?> Counted = new();

    // Ranges that a driver counts as open; null if the trace has not told yet.
    private static readonly DriverSlot<int?> OpenRanges = new();

    // True once a driver was seen to raise its count.
    private static readonly DriverSlot<bool> Counts = new();

    // The first start that a driver has answered without counting, as long as it has not shown that it counts at all.
    private static readonly DriverSlot<(CallbackReturned Returned, VmEvent Start, TaskContext Context)?> Uncounted = new();

    // The drivers that have raised their count for a bracket.
    private static readonly BracketSlot<List<DriverId>> CountedBy = new(static drivers => drivers.Clear());

    public override RuleInfo Info { get; } = new("N14", nameof(CountsEveryBracket), Severity.High, Fault.Driver, Era.All,
        "A driver counts each range that starts, and counts none as open only when all have ended.",
        "virt/kvm kvm_mmu_notifier_invalidate_range_start: the count of nested and overlapping ranges; captures 6.1: split_huge_pmd nests",
        EventKindSet.Of(EventKind.InvalidationCounted), [NotRaised, ZeroEarly, NotCounted, NotLowered])
    {
        Counterexample = "run · A enter-start 0x1000+1 · A count count-raised driver=kvm open=1 · A start 0x1000+1 · "
            + "A enter-start 0x1000+1 · A count count-raised driver=kvm open=1",
    };

    public void On(in InvalidationCounted counted, MachineState state, Verdicts verdicts)
    {
        if (counted.Open >= 0)
        {
            Judge(in counted, state, verdicts);
            JudgeUncounted(state.Driver(counted.Driver), verdicts);
            OpenRanges.Of(state.Driver(counted.Driver)) = counted.Open;
        }

        if (counted.Step != CounterStep.SequenceMoved && state.TaskOf(counted.Header).CallOf(counted.Driver) is { } call) Counted.Of(call) = counted.Step;
        if (counted.Step != CounterStep.CountRaised) return;
        Counts.Of(state.Driver(counted.Driver)) = true;

        // The count belongs to the bracket whose start callback the driver is in.
        if (state.TaskOf(counted.Header).Brackets is [.., { IsOpen: false } starting]) CountedBy.Of(starting).Add(counted.Driver);
    }

    // A driver that has not counted yet may not count at all.
    public void On(in CallbackReturned returned, MachineState state, Verdicts verdicts)
    {
        if (returned.Result != 0) return;
        var task = state.TaskOf(returned.Header);
        if (returned.Callback == CallbackKind.RangeStart) JudgeStart(in returned, task, state, verdicts);
        else if (returned.Callback == CallbackKind.RangeEnd && state.IsExact && OpenRanges.Of(state.Driver(returned.Driver)) is not null
            && task.CallOf(returned.Driver) is { } call && Counted.Of(call) != CounterStep.CountLowered)
            verdicts.Violated(NotLowered, returned, returned.Mm, returned.Start);
    }

    private static void JudgeStart(in CallbackReturned returned, TaskState task, MachineState state, Verdicts verdicts)
    {
        if (task.Brackets is not [.., { IsOpen: false } starting] || task.CallOf(returned.Driver) is not { } call || Counted.Of(call) == CounterStep.CountRaised) return;
        var driver = state.Driver(returned.Driver);
        if (MustCount(returned.Driver, call, state)) verdicts.Violated(NotCounted, returned, starting.Mm, starting.Extent.Start, new Witness("start", starting.Start));
        else if (state.IsExact && driver.Has(DriverTraits.Counts) == true) Uncounted.Of(driver) ??= (returned, starting.Start, task.Snapshot());
    }

    private static void JudgeUncounted(DriverState driver, Verdicts verdicts)
    {
        ref var uncounted = ref Uncounted.Of(driver);
        if (uncounted is var (returned, start, context)) verdicts.Violated(NotCounted, returned, returned.Mm, returned.Start, context, new Witness("start", start));
        uncounted = null;
    }

    // A kernel's KVM passes over a range that touches none of its memory slots: one of which it zaps an entry touches some.
    private static bool MustCount(DriverId driver, DriverCall call, MachineState state) => state.IsExact
        ? OpenRanges.Of(state.Driver(driver)) is not null
        : Counts.Of(state.Driver(driver)) && call is { Callback: CallbackKind.RangeStart, FirstZap.Header.Kind: not EventKind.None };

    private static void Judge(in InvalidationCounted counted, MachineState state, Verdicts verdicts)
    {
        if (counted.Step == CounterStep.SequenceMoved) return;
        if (counted.Step == CounterStep.CountRaised) JudgeRaised(in counted, state, verdicts);
        else if (counted.Open == 0 && FirstCounted(in counted, state) is { } open)
            verdicts.Violated(ZeroEarly, counted, counted.Mm, VirtualAddress.Unknown, new Witness("start", open.Start));
        else verdicts.Holds();
    }

    private static void JudgeRaised(in InvalidationCounted counted, MachineState state, Verdicts verdicts)
    {
        var before = OpenRanges.Of(state.Driver(counted.Driver)) ?? (state.IsExact ? 0 : null);
        if (before is null) verdicts.Unjudged("the trace starts after the driver counted");
        else if (counted.Open > before) verdicts.Holds();
        else verdicts.Violated(NotRaised, counted, counted.Mm, VirtualAddress.Unknown, new Witness("start", FirstCounted(in counted, state)?.Start ?? default));
    }

    // KVM counts no range that touches none of its memory slots, and one that was open when the driver registered it has not heard of.
    private static Bracket? FirstCounted(in InvalidationCounted counted, MachineState state)
    {
        foreach (var bracket in state.Mm(counted.Mm).OpenBrackets)
            if (CountedBy.Of(bracket).Contains(counted.Driver)) return bracket;
        return null;
    }
}
