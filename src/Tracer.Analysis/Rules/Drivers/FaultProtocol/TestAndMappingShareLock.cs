using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.FaultProtocol;

/// <summary>D05: what the test found still holds when the entry is set, because nobody could invalidate in between.</summary>
public sealed class TestAndMappingShareLock : Rule, IHandle<EntryEstablished>
{
    private static readonly Reason Apart = new("D05.apart",
        "{culprit} sets the entry by what {test} found, but no lock that keeps invalidations out was held from the one to the other.");

    private static readonly Reason Untested = new("D05.untested",
        "{culprit} sets the entry for which {sample} was taken, and the sample is never tested.");

    public override RuleInfo Info { get; } = new("D05", Severity.Critical, Fault.Driver, Era.All,
        "The retry test and the setting of the entry lie in one critical section of a lock that the start and end callbacks take.",
        "virt/kvm/kvm_main.c: mmu_invalidate_retry must be called under mmu_lock",
        EventKindSet.Of(EventKind.SecondaryMapped, EventKind.RetryTested), [Apart, Untested])
    {
        YieldsTo =
        [
            new("D02", "the range is open, and the entry should not be there whatever the test would have said")
            {
                From = Untested.Code,
                Example = "run · D register kvm traits=range-start+range-end+counts · A start 0x1000+1 · D sample 0x1000 driver=kvm · D map 0x1000 pfn=1",
            },
            new("D04.stale", "the test found that the page may be gone: that the driver passed over it is what is wrong")
            {
                From = Apart.Code,
                Example = "run · A cb-in kvm range-start 0x5000+1 · A lock spin1 · A unlock spin1 · A cb-out kvm range-start 0x5000+1"
                    + " · D sample 0x1000 · D test-retry 0x1000 stale=yes · D lock spin1 · D map 0x1000 pfn=1",
            },
        ],
        Counterexample = "run · A cb-in kvm range-start 0x5000+1 · A lock spin1 · A unlock spin1 · A cb-out kvm range-start 0x5000+1"
            + " · D sample 0x1000 · D test-retry 0x1000 · D lock spin1 · D map 0x1000 pfn=1",
    };

    public void On(in EntryEstablished entry, MachineState state, Verdicts verdicts)
    {
        if (entry.Attempt is not { IsStale: false } attempt) return;
        var mapped = entry.Mapped;
        if (attempt.HasTest)
        {
            if (entry.IsApart is not { } isApart) verdicts.Unjudged("the trace does not show which locks the driver's callbacks take");
            else if (isApart) verdicts.Violated(Apart, mapped, mapped.Mm, mapped.Address, new Witness("test", attempt.Test));
            else verdicts.Holds();
        }
        else if (attempt.HasSample && state.IsExact && entry.Open is null)
        {
            verdicts.Violated(Untested, mapped, mapped.Mm, mapped.Address, new Witness("sample", attempt.Sample));
        }
    }
}
