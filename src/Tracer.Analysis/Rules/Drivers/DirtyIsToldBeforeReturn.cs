using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers;

/// <summary>D19: what a device wrote through an entry is told to the page before the callback that zaps the entry returns; until then the page is live.</summary>
/// <remarks>
/// Only writes that the trace shows count, and the driver may tell before it zaps or after. An IOMMU that walks the CPU's page table sets the dirty bit there;
/// who pins its pages marks them when it lets go; a page that is already free cannot be marked.
/// </remarks>
public sealed class DirtyIsToldBeforeReturn : Rule, IHandle<CallbackReturned>, IHandle<SecondaryAccessed>, IHandle<SecondaryUnmapped>,
    IHandle<DirtyTransferred>, IHandle<NotifierUnregistered>
{
    private static readonly Reason Untold = new("D19.untold",
        "{culprit}, and nobody has marked the page dirty that {write} wrote before {zap}: if it is dropped as clean, the write is lost.");

    private static readonly DriverSlot<DirtyEntries> Dirty = new(static dirty => dirty.Clear());

    // True if the callback has told a page that it was written through an entry.
    private static readonly CallSlot<bool> Tells = new();

    public override RuleInfo Info { get; } = new("D19", nameof(DirtyIsToldBeforeReturn), Severity.Medium, Fault.Driver, Era.All,
        "A page that a device has written is marked dirty before the callback that zaps its entry returns.",
        "include/linux/mmu_notifier.h, on invalidate_page and range_start: set_page_dirty while the page is still referenced; kvm_set_pfn_dirty",
        EventKindSet.Of(EventKind.CallbackReturned, EventKind.SecondaryAccessed, EventKind.SecondaryUnmapped, EventKind.DirtyTransferred), [Untold])
    {
        YieldsTo =
        [
            new("S01.zap-freed", "the page is free already and cannot be marked: how that came about is what is wrong")
            {
                Example = "run · D alloc pfn=7 · D map 0x1000 pfn=7 rw driver=kvm · D access 0x1000 w · A free pfn=7"
                    + " · A cb-in kvm range-start 0x1000+1 · A zap 0x1000 pfn=7 · A cb-out kvm range-start 0x1000+1",
            },
        ],
        Counterexample = "run · D map 0x1000 rw driver=kvm · D access 0x1000 w · A cb-in kvm range-start 0x1000+1 · A zap 0x1000 · A cb-out kvm range-start 0x1000+1",
    };

    public void On(in CallbackReturned returned, MachineState state, Verdicts verdicts)
    {
        var driver = state.Driver(returned.Driver);
        var dirty = Dirty.Of(driver);
        var marksElsewhere = driver.Has(DriverTraits.SharesPageTable | DriverTraits.PinsPages);
        if (state.Observes(EventKind.DirtyTransferred) && marksElsewhere != true) Judge(in returned, dirty, marksElsewhere, state, verdicts);
        dirty.Return(returned.Header.Task);
    }

    public void On(in SecondaryAccessed access, MachineState state, Verdicts verdicts)
    {
        if (!access.Write) return;
        var driver = state.Driver(access.Driver);
        if (driver.Mappings.At(access.Mm, access.Address) is { } entry) Dirty.Of(driver).Write(in access, in entry);
    }

    public void On(in SecondaryUnmapped zap, MachineState state, Verdicts verdicts) =>
        Dirty.Of(state.Driver(zap.Driver)).Zap(in zap, inCallback: state.TaskOf(zap.Header).Callbacks.Length > 0);

    public void On(in DirtyTransferred dirty, MachineState state, Verdicts verdicts)
    {
        if (dirty.Driver.Value == 0) return;
        Dirty.Of(state.Driver(dirty.Driver)).Tell(in dirty);
        if (state.TaskOf(dirty.Header).CallOf(dirty.Driver) is { } call) Tells.Of(call) = true;
    }

    public void On(in NotifierUnregistered unregistered, MachineState state, Verdicts verdicts) => Dirty.Of(state.Driver(unregistered.Driver)).Clear();

    private static void Judge(in CallbackReturned returned, DirtyEntries dirty, bool? marksElsewhere, MachineState state, Verdicts verdicts)
    {
        var told = true;
        foreach (ref readonly var untold in dirty.Untold)
        {
            var zap = untold.Zap;
            if (zap.Header.Task != returned.Header.Task || !untold.IsLive(state)) continue;
            told = false;
            if (marksElsewhere is null)
                verdicts.Unjudged(DriverState.Untold);
            else
                verdicts.Violated(Untold, returned, returned.Mm, zap.Address, new Witness("write", VmEvent.Of(untold.Write)), new Witness("zap", VmEvent.Of(zap)));
        }

        if (told && state.TaskOf(returned.Header).CallOf(returned.Driver) is { } call && Tells.Of(call)) verdicts.Holds();
    }
}
