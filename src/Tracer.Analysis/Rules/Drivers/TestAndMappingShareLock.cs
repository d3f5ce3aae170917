using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers;

/// <summary>D05: what the test found still holds when the entry is set, because nobody could invalidate in between.</summary>
public sealed class TestAndMappingShareLock : Rule, IHandle<SecondaryMapped>
{
    private static readonly Reason Apart = new("D05.apart",
        "{culprit} sets the entry by what {test} found, but no lock that keeps invalidations out was held from the one to the other.");

    private static readonly Reason Untested = new("D05.untested",
        "{culprit} sets the entry for which {sample} was taken, and the sample is never tested.");

    public override RuleInfo Info { get; } = new("D05", Severity.Critical, Fault.Driver, Era.All,
        "The retry test and the setting of the entry lie in one critical section of a lock that the start and end callbacks take.",
        "virt/kvm/kvm_main.c: mmu_invalidate_retry must be called under mmu_lock",
        EventKindSet.Of(EventKind.SecondaryMapped, EventKind.InvalidationSampled, EventKind.RetryTested), [Apart, Untested])
    {
        Counterexample = "run · A cb-in kvm range-start 0x5000+1 · A lock spin1 · A unlock spin1 · A cb-out kvm range-start 0x5000+1"
            + " · D sample 0x1000 · D test-retry 0x1000 · D lock spin1 · D map 0x1000 pfn=1",
    };

    public void On(in SecondaryMapped mapped, MachineState state, Verdicts verdicts)
    {
        var task = state.TaskOf(mapped.Header);
        var attempt = task.Attempt;
        if (!attempt.IsFor(in mapped) || attempt.IsStale) return;
        if (attempt.HasTest)
        {
            if (IsApart(in mapped, state) is not { } isApart) verdicts.Unjudged("the trace does not show which locks the driver's callbacks take");
            else if (isApart) verdicts.Violated(Apart, mapped, mapped.Mm, mapped.Address, new Witness("test", attempt.Test));
            else verdicts.Holds();
        }
        else if (attempt.HasSample && state.IsExact && NoMappingInsideBracket.OpenBracketOver(in mapped, state) is null)
        {
            verdicts.Violated(Untested, mapped, mapped.Mm, mapped.Address, new Witness("sample", attempt.Sample));
        }
    }

    /// <summary>True if the entry is set by a test that found nothing, with no lock held since that keeps invalidations out; null if those locks are not known.</summary>
    internal static bool? IsApart(in SecondaryMapped mapped, MachineState state)
    {
        var task = state.TaskOf(mapped.Header);
        var driver = state.Driver(mapped.Driver);
        if (!task.Attempt.IsFor(in mapped) || !task.Attempt.HasTest || task.Attempt.IsStale) return false;
        if (driver.Guards.IsEmpty || !driver.KnowsGuards) return null;
        foreach (ref readonly var held in task.Locks)
            if (held.Acquired.Header.Sequence < task.Attempt.Test.Header.Sequence && driver.IsGuard(in held)) return false;
        return true;
    }
}
