using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers;

/// <summary>D24: a start callback speaks of addresses; which page lies there is settled only under the page-table lock, later.</summary>
/// <remarks>Reading an entry in the callback is no breach, for a driver may look; setting an entry to the page it found is.</remarks>
public sealed class StartTrustsNoUnlockedLook : Rule, IHandle<PteRead>, IHandle<PageLookedUp>, IHandle<SecondaryMapped>, IHandle<CallbackReturned>
{
    private static readonly Reason Mapped = new("D24.mapped",
        "{culprit} maps the page that {look} found with no page-table lock held: it may be another one by now, and is about to be.");

    // The last entry or page that a callback looked at with no page-table lock held; of kind None if none.
    private static readonly CallSlot<VmEvent> UnlockedLook = new();

    public override RuleInfo Info { get; } = new("D24", nameof(StartTrustsNoUnlockedLook), Severity.High, Fault.Driver, Era.All,
        "A start callback relies on no page that it found without the page-table lock.",
        "Andrea Arcangeli, 2017-08-31: without the lock a single page is meaningless",
        EventKindSet.Of(EventKind.CallbackEntered, EventKind.PteRead), [Mapped])
    {
        YieldsTo =
        [
            new("D11.mapped", "the driver believed its look and left an entry as it was: the entry is what is wrong")
            {
                Example = "run · D register gntdev traits=range-start · D map 0x1000 pfn=7 driver=gntdev · A cb-in gntdev range-start 0x1000+1"
                    + " · A read 0x1000 Entry=none · A cb-out gntdev range-start 0x1000+1",
            },
        ],
        Counterexample = "run · A cb-in gntdev range-start 0x1000+1 · A read 0x1000 Entry=pfn7 · A map 0x1000 pfn=7 driver=gntdev",
    };

    public void On(in PteRead read, MachineState state, Verdicts verdicts) => Look(in read, state.TaskOf(read.Header));

    public void On(in PageLookedUp lookedUp, MachineState state, Verdicts verdicts) => Look(in lookedUp, state.TaskOf(lookedUp.Header));

    public void On(in SecondaryMapped mapped, MachineState state, Verdicts verdicts)
    {
        if (state.TaskOf(mapped.Header).CallOf(mapped.Driver) is not { Callback: CallbackKind.RangeStart } call) return;
        ref readonly var look = ref UnlockedLook.Of(call);
        if (Found(in look) == mapped.Pfn) verdicts.Violated(Mapped, mapped, mapped.Mm, mapped.Address, new Witness("look", look));
    }

    public void On(in CallbackReturned returned, MachineState state, Verdicts verdicts)
    {
        if (state.TaskOf(returned.Header).CallOf(returned.Driver) is not { Callback: CallbackKind.RangeStart } call) return;
        if (UnlockedLook.Of(call).Header.Kind != EventKind.None) verdicts.Holds();
    }

    private static void Look<T>(in T look, TaskState task) where T : struct, IEventView
    {
        if (task.Callbacks.Length > 0 && !task.HoldsTableLock) UnlockedLook.Of(task.Callbacks[^1]) = VmEvent.Of(look);
    }

    // The page that a look found; null if it found none.
    private static Pfn? Found(in VmEvent look) => look.Header.Kind switch
    {
        EventKind.PteRead when look.As<PteRead>().Entry.IsPresent => look.As<PteRead>().Entry.Pfn,
        EventKind.PageLookedUp => look.As<PageLookedUp>().Pfn,
        _ => null,
    };
}
