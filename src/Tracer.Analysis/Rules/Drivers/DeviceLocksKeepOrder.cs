using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Drivers;

/// <summary>D23: the hardware's flush slots are taken in one order, and kept until both steps of a flush are done.</summary>
/// <remarks>
/// A slot is a lock of class Device. The order is learned from the run; it may go by way of a third slot. A slot that was given back and is taken again
/// in the same callback, with no flush acknowledged in between, was dropped between the two steps. Given back after the acknowledgement, it may be taken again:
/// that is another flush.
/// </remarks>
public sealed class DeviceLocksKeepOrder : Rule, IHandle<LockAcquired>, IHandle<LockReleased>, IHandle<SecondaryFlushed>
{
    private static readonly Reason Order = new("D23.order",
        "{culprit} after {held}, and {earlier} took them the other way round: each may wait for the other's.");

    private static readonly Reason Dropped = new("D23.dropped",
        "{culprit} again: {dropped} gave it away between the two steps of one flush, and another's flush may have come in between.");

    private static readonly MachineSlot<DeviceLockOrder> Orders = new(static order => order.Clear());
    private static readonly LockSlot<VmEvent> LastRelease = new();

    // Sequence of the last flush that a device acknowledged to the task; 0 if none did.
    private static readonly TaskSlot<long> LastFlush = new();

    public override RuleInfo Info { get; } = new("D23", Severity.High, Fault.Driver, Era.All,
        "Flush slots of the hardware are taken in one order and not dropped between the steps of a flush.",
        "commit 2b74e2a9b39d, deadlock in mmio_invalidate of powernv's NPU",
        EventKindSet.Of(EventKind.LockAcquired), [Order, Dropped])
    {
        OnlyRunsShow = Era.All,
        Counterexample = "run · A lock spin1 class=device · A lock spin2 class=device · A unlock spin2 · A unlock spin1 · B lock spin2 class=device · B lock spin1 class=device",
    };

    public void On(in LockAcquired acquired, MachineState state, Verdicts verdicts)
    {
        // Who does not wait can be in nobody's way.
        if (acquired.Class != LockClass.Device || acquired.Trylock) return;
        var task = state.TaskOf(acquired.Header);
        var order = Orders.Of(state);
        Judge(in acquired, task, order, state, verdicts);
        foreach (ref readonly var held in task.Locks)
            if (held.Class == LockClass.Device) order.Learn(held.Lock, in acquired);
    }

    public void On(in LockReleased released, MachineState state, Verdicts verdicts)
    {
        if (released.Class == LockClass.Device) LastRelease.Of(state.Lock(released.Lock)) = VmEvent.Of(released);
    }

    public void On(in SecondaryFlushed flushed, MachineState state, Verdicts verdicts) => LastFlush.Of(state.TaskOf(flushed.Header)) = flushed.Header.Sequence;

    private static void Judge(in LockAcquired acquired, TaskState task, DeviceLockOrder order, MachineState state, Verdicts verdicts)
    {
        foreach (ref readonly var held in task.Locks)
        {
            if (held.Class != LockClass.Device || held.Lock == acquired.Lock || order.Of(acquired.Lock, held.Lock) is not { } earlier) continue;
            verdicts.Violated(Order, acquired, acquired.Mm, VirtualAddress.Unknown, new Witness("held", held.Acquired), new Witness("earlier", earlier));
            return;
        }

        var known = state.Lock(acquired.Lock);
        ref readonly var released = ref LastRelease.Of(known);
        if (WasDroppedBy(task, known, in released, acquired.Header.Task))
            verdicts.Violated(Dropped, acquired, acquired.Mm, VirtualAddress.Unknown, new Witness("dropped", released));
        else if (order.IsPartial) verdicts.Unjudged("the device has too many locks to follow their order");
        else verdicts.Holds();
    }

    private static bool WasDroppedBy(TaskState task, LockState known, in VmEvent released, TaskId id) =>
        task.Callback.Header.Kind != EventKind.None && released.Header.Kind != EventKind.None && released.Header.Task == id
        && known.Acquired.Header.Sequence > task.Callback.Header.Sequence && LastFlush.Of(task) < known.Acquired.Header.Sequence;
}
