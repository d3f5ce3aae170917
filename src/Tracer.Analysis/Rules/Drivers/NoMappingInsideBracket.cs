using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers;

/// <summary>D02: a driver that hears of start and end maps nothing in between.</summary>
/// <remarks>Whether it tested nothing or did not care what the test said; a test apart from the driver's lock is D05's.</remarks>
public sealed class NoMappingInsideBracket : Rule, IHandle<SecondaryMapped>
{
    private static readonly Reason Inside = new("D02.inside",
        "{culprit} lies in {start}, which has not ended: the entry it copies is about to change.");

    public override RuleInfo Info { get; } = new("D02", Severity.Critical, Fault.Driver, Era.All,
        "A driver with start and end callbacks sets no entry for an address in an open range.",
        "merge ea25c43179: use some kind of sequence number and active range invalidation counter; virt/kvm mmu_notifier_retry",
        EventKindSet.Of(EventKind.SecondaryMapped, EventKind.RangeStartReturned), [Inside])
    {
        Counterexample = "run · D register kvm traits=range-start+range-end+counts · A start 0x1000+1 · D map 0x1000 pfn=1 driver=kvm",
    };

    public void On(in SecondaryMapped mapped, MachineState state, Verdicts verdicts)
    {
        // An IOMMU may refill from the CPU's table at any time; a start-only driver is D03's; whoever maps after its release is D14's; who pins its pages need not wait for the end.
        var driver = state.Driver(mapped.Driver);
        if (!driver.CanWaitForEnd || driver.IsReleased || (driver.Traits & DriverTraits.PinsPages) != 0) return;

        // change_pte hands it the entry to come inside the range it is about; with another range open it is C05's.
        if (state.TaskOf(mapped.Header).IsInChangePteOf(mapped.Driver)) return;
        if (OpenBracketOver(in mapped, state) is not { } bracket) verdicts.Holds();
        else if (TestAndMappingShareLock.IsApart(in mapped, state) is not true)
            verdicts.Violated(Inside, mapped, mapped.Mm, mapped.Address, new Witness("start", bracket.Start));
    }

    internal static Bracket? OpenBracketOver(in SecondaryMapped mapped, MachineState state) =>
        state.Mm(mapped.Mm).OpenBracketOver(AddressRange.Of(mapped.Address, PageSize.Of(mapped.Level)));
}
