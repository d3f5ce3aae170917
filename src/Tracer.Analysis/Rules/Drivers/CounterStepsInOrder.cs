using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers;

/// <summary>D04: the count goes up before anything is zapped, the sequence moves before the count goes down, and a fault believes both.</summary>
/// <remarks>
/// Of the steps that keep a fault and an invalidation apart it names those that come in the wrong order, and a test or its answer that was
/// passed over. An entry set while its range is open is D02's, whatever the test said; a test outside the driver's lock is D05's.
/// </remarks>
public sealed class CounterStepsInOrder : Rule, IHandle<InvalidationCounted>, IHandle<RetryTested>, IHandle<SecondaryMapped>
{
    private static readonly Reason ZapFirst = new("D04.zap-first",
        "{culprit} zaps before {count}: a fault that looked the page up earlier finds nothing open in between, and sets the entry again.");

    private static readonly Reason CountFirst = new("D04.count-first",
        "{culprit} lowers the count before the sequence moves: a fault in between finds nothing open and its sample still valid, and keeps a page that is gone.");

    private static readonly Reason Missed = new("D04.missed",
        "{culprit} finds its sample valid, but {moved} has moved the sequence since {sample}.");

    private static readonly Reason Stale = new("D04.stale",
        "{culprit} sets the entry although {test} found that the page may be gone.");

    public override RuleInfo Info { get; } = new("D04", Severity.Critical, Fault.Driver, Era.All,
        "A driver raises its count before it zaps, moves its sequence before it lowers the count, and sets no entry that either of them forbids.",
        "virt/kvm/kvm_main.c: the comments of kvm_mmu_invalidate_begin and kvm_mmu_invalidate_end",
        EventKindSet.Of(EventKind.InvalidationCounted), [ZapFirst, CountFirst, Missed, Stale])
    {
        Counterexample = "run · A count count-raised driver=kvm · A count count-lowered · A count sequence-moved",
    };

    public void On(in InvalidationCounted counted, MachineState state, Verdicts verdicts)
    {
        var task = state.TaskOf(counted.Header);
        switch (counted.Step)
        {
            case CounterStep.CountRaised: Raised(in counted, task, verdicts); break;
            case CounterStep.SequenceMoved: Moved(in counted, state, task, verdicts); break;
            default: Lowered(in counted, state, task, verdicts); break;
        }
    }

    public void On(in RetryTested tested, MachineState state, Verdicts verdicts)
    {
        var attempt = state.TaskOf(tested.Header).Attempt;
        if (attempt.Driver != tested.Driver || attempt.Address != tested.Address || !attempt.HasSample)
        {
            verdicts.Unjudged("the trace does not show when the driver sampled its sequence");
            return;
        }

        var moved = state.Driver(tested.Driver).LastMoved;
        if (!tested.Stale && moved.Header.Sequence > attempt.Sample.Header.Sequence)
            verdicts.Violated(Missed, tested, tested.Mm, tested.Address, new Witness("sample", attempt.Sample), new Witness("moved", moved));
        else verdicts.Holds();
    }

    public void On(in SecondaryMapped mapped, MachineState state, Verdicts verdicts)
    {
        var attempt = state.TaskOf(mapped.Header).Attempt;
        if (!attempt.IsFor(in mapped) || !attempt.IsStale || NoMappingInsideBracket.OpenBracketOver(in mapped, state) is not null) return;
        verdicts.Violated(Stale, mapped, mapped.Mm, mapped.Address, new Witness("test", attempt.Test));
    }

    private static void Raised(in InvalidationCounted counted, TaskState task, Verdicts verdicts)
    {
        var call = task.CallOf(counted.Driver);
        if (call is not null && call.FirstZap.Header.Kind != EventKind.None)
            verdicts.Violated(ZapFirst, call.FirstZap.As<SecondaryUnmapped>(), counted.Mm, call.FirstZap.As<SecondaryUnmapped>().Address,
                new Witness("count", VmEvent.Of(counted)));
        else verdicts.Holds();
    }

    private static void Lowered(in InvalidationCounted counted, MachineState state, TaskState task, Verdicts verdicts)
    {
        var counting = task.Counting;
        if (counting.Driver != counted.Driver || !counting.HasBegun) verdicts.Unjudged("the trace starts after the range was opened");
        else if (counting.HasMoved || counted.InvalidationSequence < 0) verdicts.Holds();
        else if (state.IsExact) verdicts.Violated(CountFirst, counted, counted.Mm, VirtualAddress.Unknown);

        // A kernel trace may lack the probe of the sequence: the order is wrong only once it is seen to move after the count.
    }

    private static void Moved(in InvalidationCounted counted, MachineState state, TaskState task, Verdicts verdicts)
    {
        var counting = task.Counting;
        if (state.IsExact || counting.Driver != counted.Driver || counting.LoweredFirst.Header.Kind == EventKind.None) return;
        verdicts.Violated(CountFirst, counting.LoweredFirst.As<InvalidationCounted>(), counted.Mm, VirtualAddress.Unknown,
            new Witness("moved", VmEvent.Of(counted)));
    }
}
