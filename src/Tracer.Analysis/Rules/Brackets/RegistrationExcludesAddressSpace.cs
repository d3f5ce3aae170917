using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>N17: a driver that joins the list while a range is open would hear of its end alone.</summary>
public sealed class RegistrationExcludesAddressSpace : Rule, IHandle<NotifierRegistered>
{
    private static readonly Reason NotHeld = new("N17.not-held",
        "{culprit} without the mmap_lock for writing: a range may be open, of which the driver will hear only the end.");

    private static readonly Reason Shared = new("N17.shared",
        "{culprit} under {held}, which is shared: a range may be open, of which the driver will hear only the end.");

    public override RuleInfo Info { get; } = new("N17", Severity.Medium, Fault.Core, Era.All,
        "A driver registers with an address space only under its mmap_lock, held for writing.",
        "mm/mmu_notifier.c __mmu_notifier_register: mmap_assert_write_locked; capture 6.1 register-kvm, lines 488 to 517",
        EventKindSet.Of(EventKind.NotifierRegistered, EventKind.LockAcquired), [NotHeld, Shared])
    {
        Counterexample = "run · A register kvm",
    };

    public void On(in NotifierRegistered registered, MachineState state, Verdicts verdicts)
    {
        // A kernel trace shows the call and its return: one of them is enough.
        if (!registered.Returned) return;
        var held = MmapLockOf(registered.Mm, state.TaskOf(registered.Header));
        if (held is { } exclusive && exclusive.Acquired.As<LockAcquired>().Mode == LockMode.Exclusive) verdicts.Holds();
        else if (held is { } shared) verdicts.Violated(Shared, registered, registered.Mm, VirtualAddress.Unknown, new Witness("held", shared.Acquired));
        else if (state.IsExact) verdicts.Violated(NotHeld, registered, registered.Mm, VirtualAddress.Unknown);
        else verdicts.Unjudged("the trace does not show the mmap_lock being taken");
    }

    private static Held? MmapLockOf(MmId mm, TaskState task)
    {
        foreach (ref readonly var held in task.Locks)
            if (held.Class == LockClass.MmapLock && held.Acquired.As<LockAcquired>().Mm is var of && (of == mm || of.Value == 0)) return held;
        return null;
    }
}
