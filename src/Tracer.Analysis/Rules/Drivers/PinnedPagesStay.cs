using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers;

/// <summary>D10: a driver that declares that it pins need not wait for the end of a range, for its pages live as long as its entries.</summary>
public sealed class PinnedPagesStay : Rule, IHandle<PageFreed>, IHandle<SecondaryUnmapped>
{
    private static readonly Reason Freed = new("D10.freed", "{culprit} is still mapped since {map}: the driver that says it pins its pages has let go of this one.");

    public override RuleInfo Info { get; } = new("D10", nameof(PinnedPagesStay), Severity.High, Fault.Driver, Era.All,
        "A driver that pins its pages holds each until its entry is gone.",
        "merge ea25c43179: or by holding page references from start to end",
        EventKindSet.Of(EventKind.PageFreed, EventKind.SecondaryMapped, EventKind.NotifierRegistered), [Freed])
    {
        Counterexample = "run · D register hfi1 traits=range-start+pins-pages · D alloc pfn=7 · D map 0x1000 pfn=7 driver=hfi1 · D free pfn=7",
    };

    public void On(in PageFreed freed, MachineState state, Verdicts verdicts)
    {
        for (var i = 0; i < state.Drivers.Count; i++)
        {
            var driver = state.Drivers[i];
            if ((driver.Traits & DriverTraits.PinsPages) == 0 || EntryTo(freed.Pfn, 1L << freed.Order, driver.Mappings) is not { } mapped) continue;

            // An entry to an earlier use of the frame has been named when that use ended.
            if (mapped.Generation != 0 && freed.Generation != 0 && mapped.Generation != freed.Generation) continue;
            verdicts.Violated(Freed, freed, mapped.Mm, mapped.Address, new Witness("map", VmEvent.Of(mapped)));
        }
    }

    public void On(in SecondaryUnmapped unmapped, MachineState state, Verdicts verdicts)
    {
        if ((state.Driver(unmapped.Driver).Traits & DriverTraits.PinsPages) == 0) return;
        if (state.Frame(unmapped.Pfn) is not { } frame) verdicts.Unjudged("the page's beginning is not shown");
        else if (!frame.IsFree) verdicts.Holds();
    }

    private static SecondaryMapped? EntryTo(Pfn first, long frames, SecondaryMappings mappings)
    {
        foreach (var entry in mappings.All)
            if (entry.Pfn.Value < first.Value + frames && first.Value < entry.Pfn.Value + (long)(PageSize.Of(entry.Level) / PageSize.Small)) return entry;
        return null;
    }
}
