using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers.FaultProtocol;

/// <summary>D03: a driver that hears of the start alone cannot know that the change is still to come.</summary>
public sealed class StartOnlyDriverMapsNothingBeforeChange : Rule, IHandle<SecondaryMapped>
{
    private static readonly Reason BeforeChange = new("D03.before-change",
        "{culprit} undoes what {start} had invalidated: the entry has not changed yet, and nothing will tell the driver when it does.");

    public override RuleInfo Info { get; } = new("D03", nameof(StartOnlyDriverMapsNothingBeforeChange), Severity.Critical, Fault.Driver, Era.All,
        "A start-only driver sets no entry between range_start and the change it announces, unless it pins its pages.",
        "merge ea25c43179: many users only have range_start, and there is nothing preventing them to undo what was invalidated",
        EventKindSet.Of(EventKind.SecondaryMapped, EventKind.RangeStartReturned), [BeforeChange])
    {
        YieldsTo =
        [
            new("D24", "the driver found the page itself, in its own callback and without the lock: that look is what is wrong")
            {
                Example = "run · D register gntdev traits=range-start · B start 0x1000+1 · A cb-in gntdev range-start 0x1000+1 · A read 0x1000 Entry=pfn7"
                    + " · A map 0x1000 pfn=7 driver=gntdev",
            },
            new("D14", "no start will be told to a driver that was released: that it maps at all is what is wrong")
            {
                Example = "run · D register gntdev traits=range-start+release · A cb-in gntdev release all · A cb-out gntdev release all"
                    + " · A start 0x1000+1 · D map 0x1000 driver=gntdev",
            },
        ],
        Counterexample = "run · D register gntdev traits=range-start · A start 0x1000+1 · D map 0x1000 pfn=1 driver=gntdev",
    };

    public void On(in SecondaryMapped mapped, MachineState state, Verdicts verdicts)
    {
        var driver = state.Driver(mapped.Driver);
        if (HearsStartAlone(driver) is not { } hearsStartAlone)
        {
            verdicts.Unjudged(DriverState.Untold);
            return;
        }

        if (!hearsStartAlone || driver.IsReleased) return;
        var extent = AddressRange.Of(mapped.Address, PageSize.Of(mapped.Level));
        foreach (var bracket in state.Mm(mapped.Mm).OpenBrackets)
        {
            if (!bracket.Extent.Overlaps(extent) || bracket.HasChangeIn(extent)) continue;
            verdicts.Violated(BeforeChange, mapped, mapped.Mm, mapped.Address, new Witness("start", bracket.Start));
            return;
        }

        if (state.KnowsOpenBrackets) verdicts.Holds();
        else verdicts.Unjudged("the trace starts inside the operation of some task, which may have a range open");
    }

    // Of no end, and of no change when it is made. Null if the trace has not told yet. Who pins its pages may map what it likes.
    private static bool? HearsStartAlone(DriverState driver)
    {
        if (driver.Has(DriverTraits.RangeStart) == false || driver.Has(DriverTraits.InvalidateRange | DriverTraits.PinsPages) == true || driver.CanWaitForEnd == true) return false;
        return driver.Has(DriverTraits.RangeStart) == true && driver.Has(DriverTraits.InvalidateRange) == false && driver.Has(DriverTraits.PinsPages) == false
            && driver.CanWaitForEnd == false ? true : null;
    }
}
