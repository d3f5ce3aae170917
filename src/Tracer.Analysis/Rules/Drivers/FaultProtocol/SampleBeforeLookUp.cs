using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.FaultProtocol;

/// <summary>D06: a sample taken after the page was looked up does not see the invalidation that came between the two.</summary>
public sealed class SampleBeforeLookUp : Rule, IHandle<RetryTested>
{
    private static readonly Reason After = new("D06.after",
        "{culprit} comes after {look}: if the page was taken away in between, {test} cannot know.");

    public override RuleInfo Info { get; } = new("D06", nameof(SampleBeforeLookUp), Severity.Critical, Fault.Driver, Era.All,
        "A driver samples its sequence before it looks the page up.",
        "arch/x86/kvm/mmu: mmu_seq is read, then smp_rmb, then kvm_faultin_pfn",
        EventKindSet.Of(EventKind.InvalidationSampled, EventKind.PageLookedUp, EventKind.RetryTested), [After])
    {
        Counterexample = "run · D look-up 0x1000 driver=kvm · D sample 0x1000 · D test-retry 0x1000",
    };

    // Judged at the test, when it is clear which sample and which look it rests on.
    public void On(in RetryTested tested, MachineState state, Verdicts verdicts)
    {
        if (FaultProtocolJudge.AttemptFor(in tested, state) is not { HasLookUp: true, HasTest: false } attempt) return;
        if (attempt.Sample.Header.Sequence > attempt.LookUp.Header.Sequence)
            verdicts.Violated(After, attempt.Sample.As<InvalidationSampled>(), tested.Mm, tested.Address, attempt.AtSample.Context,
                new Witness("look", attempt.LookUp), new Witness("test", VmEvent.Of(tested)));
        else verdicts.Holds();
    }
}
