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
public sealed class DeviceLocksKeepOrder : Rule, IHandle<LockAcquired>
{
    private static readonly Reason Order = new("D23.order",
        "{culprit} after {held}, and {earlier} took them the other way round: each may wait for the other's.");

    private static readonly Reason Dropped = new("D23.dropped",
        "{culprit} again: {dropped} gave it away between the two steps of one flush, and another's flush may have come in between.");

    public override RuleInfo Info { get; } = new("D23", Severity.High, Fault.Driver, Era.All,
        "Flush slots of the hardware are taken in one order and not dropped between the steps of a flush.",
        "commit 2b74e2a9b39d, deadlock in mmio_invalidate of powernv's NPU",
        EventKindSet.Of(EventKind.LockAcquired), [Order, Dropped])
    {
        Counterexample = "run · A lock spin1 class=device · A lock spin2 class=device · A unlock spin2 · A unlock spin1 · B lock spin2 class=device · B lock spin1 class=device",
    };

    public void On(in LockAcquired acquired, MachineState state, Verdicts verdicts)
    {
        // Who does not wait can be in nobody's way.
        if (acquired.Class != LockClass.Device || acquired.Trylock) return;
        var task = state.TaskOf(acquired.Header);
        foreach (ref readonly var held in task.Locks)
        {
            if (held.Class != LockClass.Device || held.Lock == acquired.Lock || state.OrderOf(acquired.Lock, held.Lock) is not { } earlier) continue;
            verdicts.Violated(Order, acquired, acquired.Mm, VirtualAddress.Unknown, new Witness("held", held.Acquired), new Witness("earlier", earlier));
            return;
        }

        var known = state.Lock(acquired.Lock);
        if (WasDroppedBy(task, known, acquired.Header.Task))
            verdicts.Violated(Dropped, acquired, acquired.Mm, VirtualAddress.Unknown, new Witness("dropped", known.Released));
        else verdicts.Holds();
    }

    private static bool WasDroppedBy(TaskState task, LockState known, TaskId id) =>
        task.Callback.Header.Kind != EventKind.None && known.Released.Header.Kind != EventKind.None && known.Released.Header.Task == id
        && known.Acquired.Header.Sequence > task.Callback.Header.Sequence && task.LastDeviceFlush < known.Acquired.Header.Sequence;
}
