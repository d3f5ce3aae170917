using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>N17: a driver that joins the list while a range is open would hear of its end alone; one that has joined hears of every range.</summary>
public sealed class RegistrationExcludesAddressSpace : Rule, IHandle<NotifierRegistered>, IHandle<CallbackEntered>, IHandle<RangeStartReturned>
{
    private static readonly Reason NotHeld = new("N17.not-held",
        "{culprit} without the mmap_lock for writing: a range may be open, of which the driver will hear only the end.");

    private static readonly Reason Shared = new("N17.shared",
        "{culprit} under {held}, which is shared: a range may be open, of which the driver will hear only the end.");

    private static readonly Reason Unheard = new("N17.unheard",
        "{culprit} and nobody has called the start callback of the driver of {registered}: it keeps its entries for the range.");

    private const DriverTraits Heard = DriverTraits.RangeStart | DriverTraits.Release;

    // The last registration of a driver, and the drivers that a range was told to.
    private static readonly DriverSlot<VmEvent> Registered = new();
    private static readonly BracketSlot<List<DriverId>> Told = new(static drivers => drivers.Clear());

    public override RuleInfo Info { get; } = new("N17", Severity.Medium, Fault.Core, Era.All,
        "A driver registers with an address space only under its mmap_lock, held for writing, and hears of every range from then on.",
        "mm/mmu_notifier.c __mmu_notifier_register: mmap_assert_write_locked; capture 6.1 register-kvm, lines 488 to 517",
        EventKindSet.Of(EventKind.NotifierRegistered, EventKind.LockAcquired), [NotHeld, Shared, Unheard])
    {
        Counterexample = "run · A register kvm",
    };

    public void On(in NotifierRegistered registered, MachineState state, Verdicts verdicts)
    {
        // A kernel trace shows the call and its return: one of them is enough.
        if (!registered.Returned) return;
        Registered.Of(state.Driver(registered.Driver)) = VmEvent.Of(registered);
        var held = MmapLockOf(registered.Mm, state.TaskOf(registered.Header));
        if (held is { } exclusive && exclusive.Acquired.As<LockAcquired>().Mode == LockMode.Exclusive) verdicts.Holds();
        else if (held is { } shared) verdicts.Violated(Shared, registered, registered.Mm, VirtualAddress.Unknown, new Witness("held", shared.Acquired));
        else if (state.IsExact) verdicts.Violated(NotHeld, registered, registered.Mm, VirtualAddress.Unknown);
        else verdicts.Unjudged("the trace does not show the mmap_lock being taken");
    }

    public void On(in CallbackEntered entered, MachineState state, Verdicts verdicts)
    {
        if (entered.Callback == CallbackKind.RangeStart && state.TaskOf(entered.Header).Brackets is [.., { IsOpen: false } starting]) Told.Of(starting).Add(entered.Driver);
    }

    // Only a recorded run tells which callbacks a driver has. One without release leaves the list without a word.
    public void On(in RangeStartReturned start, MachineState state, Verdicts verdicts)
    {
        var mm = state.Mm(start.Mm);
        if (!state.IsExact || start.Result != 0 || mm.Drivers.Count == 0 || mm.IsReleased) return;
        if (state.TaskOf(start.Header).Brackets is not [.., { IsOpen: false } starting] || starting.Entered.Header.Kind == EventKind.None || starting.Extent != start.Extent) return;
        foreach (var id in mm.Drivers)
        {
            var driver = state.Driver(id);
            ref readonly var registered = ref Registered.Of(driver);
            if ((driver.Traits & Heard) != Heard || driver.IsReleased || registered.Header.Kind == EventKind.None) continue;
            if (registered.Header.Sequence < starting.Entered.Header.Sequence && !Told.Of(starting).Contains(id))
                verdicts.Violated(Unheard, start, start.Mm, start.Start, new Witness("registered", registered));
        }
    }

    private static Held? MmapLockOf(MmId mm, TaskState task)
    {
        foreach (ref readonly var held in task.Locks)
            if (held.Class == LockClass.MmapLock && held.Acquired.As<LockAcquired>().Mm is var of && (of == mm || of.Value == 0)) return held;
        return null;
    }
}
