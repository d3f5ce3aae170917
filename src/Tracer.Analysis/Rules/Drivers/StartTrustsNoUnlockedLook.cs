using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers;

/// <summary>D24: a start callback speaks of addresses; which page lies there is settled only under the page-table lock, later.</summary>
/// <remarks>
/// Reading an entry in the callback is no breach, for a driver may look; setting an entry to the page it found is. What a driver leaves mapped
/// because it read that nothing was there is D11's.
/// </remarks>
public sealed class StartTrustsNoUnlockedLook : Rule, IHandle<SecondaryMapped>, IHandle<CallbackReturned>
{
    private static readonly Reason Mapped = new("D24.mapped",
        "{culprit} maps the page that {look} found with no page-table lock held: it may be another one by now, and is about to be.");

    public override RuleInfo Info { get; } = new("D24", Severity.High, Fault.Driver, Era.All,
        "A start callback relies on no page that it found without the page-table lock.",
        "Andrea Arcangeli, 2017-08-31: without the lock a single page is meaningless",
        EventKindSet.Of(EventKind.CallbackEntered, EventKind.PteRead), [Mapped])
    {
        Counterexample = "run · A cb-in gntdev range-start 0x1000+1 · A read 0x1000 Entry=pfn7 · A map 0x1000 pfn=7 driver=gntdev",
    };

    public void On(in SecondaryMapped mapped, MachineState state, Verdicts verdicts)
    {
        if (LookAt(mapped.Pfn, mapped.Driver, state.TaskOf(mapped.Header)) is { } look)
            verdicts.Violated(Mapped, mapped, mapped.Mm, mapped.Address, new Witness("look", look));
    }

    public void On(in CallbackReturned returned, MachineState state, Verdicts verdicts)
    {
        var call = state.TaskOf(returned.Header).CallOf(returned.Driver);
        if (call is null || call.Callback != CallbackKind.RangeStart) return;
        if (call.UnlockedLook.Header.Kind != EventKind.None) verdicts.Holds();
    }

    /// <summary>The look without the page-table lock, in the start callback that the driver is in, that found this page; null if there is none.</summary>
    private static VmEvent? LookAt(Pfn pfn, DriverId driver, TaskState task)
    {
        var call = task.CallOf(driver);
        if (call is null || call.Callback != CallbackKind.RangeStart) return null;
        var found = call.UnlockedLook.Header.Kind switch
        {
            EventKind.PteRead when call.UnlockedLook.As<PteRead>().Entry.IsPresent => call.UnlockedLook.As<PteRead>().Entry.Pfn,
            EventKind.PageLookedUp => call.UnlockedLook.As<PageLookedUp>().Pfn,
            _ => new Pfn(-1),
        };
        return found == pfn ? call.UnlockedLook : null;
    }
}
