using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.FaultProtocol;

/// <summary>D02: a driver that hears of start and end maps nothing in between.</summary>
/// <remarks>Whether it tested nothing or did not care what the test said.</remarks>
public sealed class NoMappingInsideBracket : Rule, IHandle<EntryEstablished>
{
    private static readonly Reason Inside = new("D02.inside",
        "{culprit} lies in {start}, which has not ended: the entry it copies is about to change.");

    public override RuleInfo Info { get; } = new("D02", nameof(NoMappingInsideBracket), Severity.Critical, Fault.Driver, Era.All,
        "A driver with start and end callbacks sets no entry for an address in an open range.",
        "merge ea25c43179: use some kind of sequence number and active range invalidation counter; virt/kvm mmu_notifier_retry",
        EventKindSet.Of(EventKind.SecondaryMapped, EventKind.RangeStartReturned), [Inside])
    {
        YieldsTo =
        [
            new("D05.apart", "the driver tested, and could not rely on it: the lock that is missing is what is wrong")
            {
                Example = "run · D register kvm traits=range-start+range-end+counts · A cb-in kvm range-start 0x5000+1 · A lock spin1 · A unlock spin1"
                    + " · A cb-out kvm range-start 0x5000+1 · D sample 0x1000 driver=kvm · D test-retry 0x1000 · A start 0x1000+1 · D map 0x1000 pfn=1",
            },
            new("C05", "the core itself gave the driver the entry, and one range around it is what it belongs to: the others are what is wrong")
            {
                Example = "run · D register kvm traits=range-start+range-end+change-pte · B start 0x1000+1 · A start 0x1000+1 · A lock ptl1"
                    + " · A cb-in kvm change-pte 0x1000+1 · A map 0x1000 pfn=9 driver=kvm",
                Protocol = "3.7",
            },
            new("D14", "no end will be told to a driver that was released: that it maps at all is what is wrong")
            {
                Example = "run · D register kvm traits=range-start+range-end+release · A cb-in kvm release all · A cb-out kvm release all"
                    + " · A start 0x1000+1 · D map 0x1000 driver=kvm",
            },
        ],
        Counterexample = "run · D register kvm traits=range-start+range-end+counts · A start 0x1000+1 · D map 0x1000 pfn=1 driver=kvm",
    };

    public void On(in EntryEstablished entry, MachineState state, Verdicts verdicts)
    {
        // An IOMMU may refill from the CPU's table at any time, and whoever pins its pages need not wait for the end.
        var mapped = entry.Mapped;
        var driver = state.Driver(mapped.Driver);
        if (driver.CanWaitForEnd == false || driver.IsReleased || driver.Has(DriverTraits.PinsPages) == true) return;

        // change_pte hands it the entry to come inside the range it is about.
        if (state.TaskOf(mapped.Header).IsInChangePteOf(mapped.Driver)) return;
        if (driver.CanWaitForEnd is null || driver.Has(DriverTraits.PinsPages) is null) verdicts.Unjudged(DriverState.Untold);
        else if (entry is { Open: not null, TestMayBeLost: true }) verdicts.Unjudged("the driver may have tested, in vain, while events were lost");
        else if (entry.Open is { } open) verdicts.Violated(Inside, mapped, mapped.Mm, mapped.Address, new Witness("start", open.Start));
        else if (!state.KnowsOpenBrackets) verdicts.Unjudged("the trace starts inside the operation of some task, which may have a range open");
        else verdicts.Holds();
    }
}
