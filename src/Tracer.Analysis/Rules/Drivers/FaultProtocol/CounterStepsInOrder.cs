using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.FaultProtocol;

/// <summary>D04: the count goes up before anything is zapped, the sequence moves before the count goes down, and a fault believes both.</summary>
/// <remarks>Of the steps that keep a fault and an invalidation apart it names those that come in the wrong order, and a test's answer that was passed over.</remarks>
public sealed class CounterStepsInOrder : Rule, IHandle<CallbackEntered>, IHandle<InvalidationCounted>, IHandle<InvalidationSampled>, IHandle<RetryTested>,
    IHandle<EntryEstablished>
{
    private static readonly Reason ZapFirst = new("D04.zap-first",
        "{culprit} zaps before {count}: a fault that looked the page up earlier finds nothing open in between, and sets the entry again.");

    private static readonly Reason CountFirst = new("D04.count-first",
        "{culprit} lowers the count before the sequence moves: a fault in between finds nothing open and its sample still valid, and keeps a page that is gone.");

    private static readonly Reason Missed = new("D04.missed",
        "{culprit} finds its sample valid, but {moved} has moved the sequence since {sample}.");

    private static readonly Reason Open = new("D04.open",
        "{culprit} finds its sample valid, but since {counted} a range is open.");

    private static readonly Reason Stale = new("D04.stale",
        "{culprit} sets the entry although {test} found that the page may be gone.");

    private static readonly TaskSlot<Counting> Steps = new();
    private static readonly TaskSlot<VmEvent> LastSampled = new();
    private static readonly DriverSlot<VmEvent> LastMoved = new();
    private static readonly DriverSlot<VmEvent> LastCounted = new();

    public override RuleInfo Info { get; } = new("D04", nameof(CounterStepsInOrder), Severity.Critical, Fault.Driver, Era.All,
        "A driver raises its count before it zaps, moves its sequence before it lowers the count, and sets no entry that either of them forbids.",
        "virt/kvm/kvm_main.c: the comments of kvm_mmu_invalidate_begin and kvm_mmu_invalidate_end",
        EventKindSet.Of(EventKind.InvalidationCounted), [ZapFirst, CountFirst, Missed, Open, Stale])
    {
        YieldsTo =
        [
            new("D02", "the range is open, and the entry should not be there whatever the test had said")
            {
                From = Stale.Code,
                Example = "run · D register kvm traits=range-start+range-end+counts · A start 0x1000+1 · D sample 0x1000 driver=kvm"
                    + " · D test-retry 0x1000 stale=yes · D map 0x1000 pfn=1",
            },
        ],
        Counterexample = "run · A count count-raised driver=kvm · A count count-lowered · A count sequence-moved",
    };

    public void On(in CallbackEntered entered, MachineState state, Verdicts verdicts)
    {
        if (entered.Callback == CallbackKind.RangeEnd) Steps.Of(state.TaskOf(entered.Header)).Begin(entered.Driver);
    }

    public void On(in InvalidationCounted counted, MachineState state, Verdicts verdicts)
    {
        var task = state.TaskOf(counted.Header);
        ref var steps = ref Steps.Of(task);
        switch (counted.Step)
        {
            case CounterStep.CountRaised: Raised(in counted, task.CallOf(counted.Driver), verdicts); break;
            case CounterStep.SequenceMoved: Moved(in counted, in steps, state, verdicts); break;
            default: Lowered(in counted, in steps, state, verdicts); break;
        }

        steps.Take(in counted);
        if (counted.Open >= 0) LastCounted.Of(state.Driver(counted.Driver)) = VmEvent.Of(counted);
        if (counted.Step == CounterStep.SequenceMoved) LastMoved.Of(state.Driver(counted.Driver)) = VmEvent.Of(counted);
    }

    public void On(in InvalidationSampled sampled, MachineState state, Verdicts verdicts) => LastSampled.Of(state.TaskOf(sampled.Header)) = VmEvent.Of(sampled);

    public void On(in RetryTested tested, MachineState state, Verdicts verdicts)
    {
        var sample = SampleOf(in tested, state);
        ref readonly var moved = ref LastMoved.Of(state.Driver(tested.Driver));
        if (!tested.Stale && sample is { } at && moved.Header.Sequence > at.Header.Sequence)
            verdicts.Violated(Missed, tested, tested.Mm, tested.Address, new Witness("sample", at), new Witness("moved", moved));
        else if (!tested.Stale && state.IsExact && CountsAsOpen(state.Driver(tested.Driver)) is { } counted)
            verdicts.Violated(Open, tested, tested.Mm, tested.Address, new Witness("counted", counted));
        else if (sample is null) verdicts.Unjudged("the trace does not show when the driver sampled its sequence");
        else verdicts.Holds();
    }

    public void On(in EntryEstablished entry, MachineState state, Verdicts verdicts)
    {
        if (entry is { Attempt: { IsStale: true } attempt, Open: null })
            verdicts.Violated(Stale, entry.Mapped, entry.Mapped.Mm, entry.Mapped.Address, new Witness("test", attempt.Test));
    }

    // Of its own attempt; where everything is shown, a test for which none was taken rests on what its task has sampled last.
    private static VmEvent? SampleOf(in RetryTested tested, MachineState state)
    {
        if (FaultProtocolJudge.AttemptFor(in tested, state) is { } attempt) return attempt.Sample;
        ref readonly var last = ref LastSampled.Of(state.TaskOf(tested.Header));
        return state.IsExact && last.Header.Kind != EventKind.None && last.As<InvalidationSampled>().Driver == tested.Driver ? last : null;
    }

    // A kernel's KVM asks for ranges over the address alone.
    private static VmEvent? CountsAsOpen(DriverState driver)
    {
        ref readonly var counted = ref LastCounted.Of(driver);
        return counted.Header.Kind != EventKind.None && counted.As<InvalidationCounted>().Open > 0 ? counted : null;
    }

    private static void Raised(in InvalidationCounted counted, DriverCall? call, Verdicts verdicts)
    {
        if (call is not null && call.FirstZap.Header.Kind != EventKind.None)
            verdicts.Violated(ZapFirst, call.FirstZap.As<SecondaryUnmapped>(), counted.Mm, call.FirstZap.As<SecondaryUnmapped>().Address,
                new Witness("count", VmEvent.Of(counted)));
        else verdicts.Holds();
    }

    private static void Lowered(in InvalidationCounted counted, in Counting steps, MachineState state, Verdicts verdicts)
    {
        if (steps.Driver != counted.Driver || !steps.HasBegun) verdicts.Unjudged("the trace starts after the range was opened");
        else if (steps.HasMoved || counted.InvalidationSequence < 0) verdicts.Holds();
        else if (state.IsExact) verdicts.Violated(CountFirst, counted, counted.Mm, VirtualAddress.Unknown);

        // A kernel trace may lack the probe of the sequence: the order is wrong only once it is seen to move after the count.
    }

    private static void Moved(in InvalidationCounted counted, in Counting steps, MachineState state, Verdicts verdicts)
    {
        if (!state.IsExact && steps.Driver == counted.Driver && steps.LoweredFirst is { } lowered)
            verdicts.Violated(CountFirst, lowered, counted.Mm, VirtualAddress.Unknown, new Witness("moved", VmEvent.Of(counted)));
    }
}
