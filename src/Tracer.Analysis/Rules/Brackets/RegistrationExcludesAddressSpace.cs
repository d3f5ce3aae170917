using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>N17: a driver that joins the list while a range is open would hear of its end alone; one that has joined hears of every range.</summary>
/// <remarks>
/// On a kernel trace a driver has the start callback that it was seen in, and is on the list if it is called again: only then is it certain that a range in between has
/// passed it over. One that has left is not called again, or has registered anew.
/// </remarks>
public sealed class RegistrationExcludesAddressSpace : Rule,
    IHandle<NotifierRegistered>, IHandle<NotifierUnregistered>, IHandle<CallbackEntered>, IHandle<RangeStartReturned>
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

    // The drivers of an address space whose start callback was seen, and the range that each has not heard of since; of kind None if there is none.
    private static readonly MmSlot<List<DriverId>> Listening = new(static drivers => drivers.Clear());
    private static readonly DriverSlot<VmEvent> Unheeded = new();

    public override RuleInfo Info { get; } = new("N17", nameof(RegistrationExcludesAddressSpace), Severity.Medium, Fault.Core, Era.All,
        "A driver registers with an address space only under its mmap_lock, held for writing, and hears of every range from then on.",
        "mm/mmu_notifier.c __mmu_notifier_register: mmap_assert_write_locked; capture 6.1 register-kvm, lines 488 to 517",
        EventKindSet.Of(EventKind.NotifierRegistered, EventKind.LockAcquired), [NotHeld, Shared, Unheard])
    {
        Counterexample = "run · A register kvm",
    };

    public void On(in NotifierRegistered registered, MachineState state, Verdicts verdicts)
    {
        Leave(registered.Mm, registered.Driver, state);

        // A kernel trace shows the call and its return: one of them is enough.
        if (!registered.Returned) return;
        Registered.Of(state.Driver(registered.Driver)) = VmEvent.Of(registered);
        var held = MmapLockOf(registered.Mm, state.TaskOf(registered.Header));
        if (held is { } exclusive && exclusive.Acquired.As<LockAcquired>().Mode == LockMode.Exclusive) verdicts.Holds();
        else if (held is { } shared) verdicts.Violated(Shared, registered, registered.Mm, VirtualAddress.Unknown, new Witness("held", shared.Acquired));
        else if (state.IsExact) verdicts.Violated(NotHeld, registered, registered.Mm, VirtualAddress.Unknown);
        else verdicts.Unjudged("the trace does not show the mmap_lock being taken");
    }

    public void On(in NotifierUnregistered gone, MachineState state, Verdicts verdicts) => Leave(gone.Mm, gone.Driver, state);

    public void On(in CallbackEntered entered, MachineState state, Verdicts verdicts)
    {
        if (!state.IsExact) Listen(in entered, state, verdicts);
        if (entered.Callback == CallbackKind.RangeStart && state.TaskOf(entered.Header).Brackets is [.., { IsOpen: false } starting]) Told.Of(starting).Add(entered.Driver);
    }

    public void On(in RangeStartReturned start, MachineState state, Verdicts verdicts)
    {
        var mm = state.Mm(start.Mm);
        if (start.Result != 0 || mm.IsReleased) return;
        if (state.TaskOf(start.Header).Brackets is not [.., { IsOpen: false } starting] || starting.Entered.Header.Kind == EventKind.None || starting.Extent != start.Extent) return;
        if (state.IsExact) JudgeDeclared(in start, starting, mm, state, verdicts);
        else Heed(in start, starting, mm, state);
    }

    // One without release leaves the list without a word.
    private static void JudgeDeclared(in RangeStartReturned start, Bracket starting, MmState mm, MachineState state, Verdicts verdicts)
    {
        foreach (var id in mm.Drivers)
        {
            var driver = state.Driver(id);
            ref readonly var registered = ref Registered.Of(driver);
            if ((driver.Traits & Heard) != Heard || driver.IsReleased || registered.Header.Kind == EventKind.None) continue;
            if (registered.Header.Sequence < starting.Entered.Header.Sequence && !Told.Of(starting).Contains(id))
                verdicts.Violated(Unheard, start, start.Mm, start.Start, new Witness("registered", registered));
        }
    }

    private static void Heed(in RangeStartReturned start, Bracket starting, MmState mm, MachineState state)
    {
        foreach (var id in Listening.Of(mm))
        {
            ref var unheeded = ref Unheeded.Of(state.Driver(id));
            if (unheeded.Header.Kind == EventKind.None && !Told.Of(starting).Contains(id)) unheeded = VmEvent.Of(start);
        }
    }

    private static void Listen(in CallbackEntered entered, MachineState state, Verdicts verdicts)
    {
        var listening = Listening.Of(state.Mm(entered.Mm));
        var driver = state.Driver(entered.Driver);
        ref var unheeded = ref Unheeded.Of(driver);
        if (unheeded.Header.Kind != EventKind.None && unheeded.As<RangeStartReturned>() is var start && start.Mm == entered.Mm)
        {
            // Whoever was on the list when the range began is called at its end too; later, only a trace that shows registrations tells that it is the same one.
            var isSame = Registered.Of(driver).Header.Kind != EventKind.None || entered.Callback == CallbackKind.RangeEnd && Ends(in start, in entered, state);
            if (isSame) verdicts.Violated(Unheard, start, start.Mm, start.Start, new Witness("registered", VmEvent.Of(entered)));
            if (isSame || entered.Callback is CallbackKind.RangeStart or CallbackKind.RangeEnd) unheeded = default;
        }

        if (entered.Callback == CallbackKind.Release) listening.Remove(entered.Driver);
        else if (entered.Callback == CallbackKind.RangeStart && !listening.Contains(entered.Driver)) listening.Add(entered.Driver);
    }

    private static bool Ends(in RangeStartReturned start, in CallbackEntered entered, MachineState state) =>
        entered.Header.Task == start.Header.Task && entered.Extent == start.Extent
        && state.TaskOf(entered.Header).EndedBrackets is [.., var last] && last.Start.Header.Sequence == start.Header.Sequence;

    private static void Leave(MmId mm, DriverId id, MachineState state)
    {
        Listening.Of(state.Mm(mm)).Remove(id);
        Unheeded.Of(state.Driver(id)) = default;
    }

    private static Held? MmapLockOf(MmId mm, TaskState task)
    {
        foreach (ref readonly var held in task.Locks)
            if (held.Class == LockClass.MmapLock && held.Acquired.As<LockAcquired>().Mm is var of && (of == mm || of.Value == 0)) return held;
        return null;
    }
}
