using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers;

/// <summary>D14: once its release callback has returned a driver has no entry for the address space, and sets none.</summary>
/// <remarks>
/// From then on nobody tells it anything. A mapping that a fault sets between the call of release and the driver's own section in it is dropped there, and legal.
/// </remarks>
public sealed class NoMappingAfterRelease : Rule, IHandle<SecondaryMapped>, IHandle<CallbackReturned>
{
    private static readonly Reason Maps = new("D14.maps", "{culprit} after {release}: no callback will tell the driver when the page goes.");

    private static readonly Reason Keeps = new("D14.keeps", "{culprit}, and the driver still has {entry}: no callback will tell it when the page goes.");

    public override RuleInfo Info { get; } = new("D14", nameof(NoMappingAfterRelease), Severity.Critical, Fault.Driver, Era.All,
        "After release a driver has no entry for the address space and sets none.",
        "include/linux/mmu_notifier.h, on release: no entry is left and none is set any more",
        EventKindSet.Of(EventKind.CallbackReturned, EventKind.SecondaryMapped, EventKind.SecondaryUnmapped), [Maps, Keeps])
    {
        YieldsTo =
        [
            new("D13.bound", "the device still walks the page table, so what it maps comes from there: that it was not stopped is what is wrong")
            {
                From = Maps.Code,
                Example = Amd + " · A cb-in amd release all · A cb-out amd release all · D map 0x1000 driver=amd",
            },
            new("D13.not-flushed", "what such a device has cached goes with the flush: that it was not made is what is wrong")
            {
                From = Keeps.Code,
                Example = Amd + " · D map 0x1000 driver=amd · A cb-in amd release all · A unbind driver=amd · A cb-out amd release all",
            },
        ],
        Counterexample = "run · D register kvm traits=range-start+range-end+release · A cb-in kvm release all · A cb-out kvm release all · D map 0x1000 driver=kvm",
    };

    private const string Amd = "run · D register amd traits=invalidate-range+release+shares-page-table · D bind driver=amd";

    public void On(in SecondaryMapped mapped, MachineState state, Verdicts verdicts)
    {
        var driver = state.Driver(mapped.Driver);
        if (!driver.IsReleased || Walks(driver) == true) return;
        if (Walks(driver) is null) verdicts.Unjudged(DriverState.Untold);
        else if (driver.Released.As<CallbackReturned>().MayGoOn) verdicts.Unjudged(DriverCall.ReturnNotShown);
        else verdicts.Violated(Maps, mapped, mapped.Mm, mapped.Address, new Witness("release", driver.Released));
    }

    public void On(in CallbackReturned returned, MachineState state, Verdicts verdicts)
    {
        // A kernel trace does not show what is zapped, so what is left there is not known.
        if (returned.Callback != CallbackKind.Release || !state.Observes(EventKind.SecondaryUnmapped)) return;
        if (returned.MayGoOn)
        {
            verdicts.Unjudged(DriverCall.ReturnNotShown);
            return;
        }

        var driver = state.Driver(returned.Driver);

        // Who holds references may let go of them later; what an IOMMU has cached goes with its flush.
        var keeps = driver.Has(DriverTraits.PinsPages | DriverTraits.SharesPageTable);
        if (keeps == true || driver.Mappings.FirstIn(returned.Mm, AddressRange.Everything) is not { } entry) verdicts.Holds();
        else if (keeps is null) verdicts.Unjudged(DriverState.Untold);
        else
            verdicts.Violated(Keeps, returned, returned.Mm, entry.Address, new Witness("entry", VmEvent.Of(entry)));
    }

    // Its device may map by itself whatever the page table has. Null if the trace has not told whether it has such a device.
    private static bool? Walks(DriverState driver) =>
        driver.Binding.Header.Kind != EventKind.None && driver.Binding.As<SecondaryBound>().Bound ? driver.Has(DriverTraits.SharesPageTable)
            : driver.Has(DriverTraits.SharesPageTable) is null ? null : false;
}
