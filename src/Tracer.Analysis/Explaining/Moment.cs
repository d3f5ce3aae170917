using Tracer.Analysis.State;

namespace Tracer.Analysis.Explaining;

/// <summary>What the context of a task that an event happened in held, and had open, when it came to the event.</summary>
/// <param name="Event">The event.</param>
/// <param name="Context">Locks and sections, open brackets, and what it was doing.</param>
public sealed record Moment(VmEvent Event, TaskContext Context)
{
    /// <summary>The callbacks that it is in, outermost first.</summary>
    public required IReadOnlyList<VmEvent> Callbacks { get; init; }

    /// <summary>The calls of range_start that have not returned.</summary>
    public required IReadOnlyList<VmEvent> Starting { get; init; }

    /// <summary>The mmu_gather it has begun; of kind None if it has none.</summary>
    public VmEvent Gather { get; init; }

    /// <summary>The fault of a device that it serves; of kind None if it is in none.</summary>
    public VmEvent DeviceFault { get; init; }

    /// <summary>Whether it may sleep.</summary>
    public Atomicity Atomicity { get; init; }

    /// <summary>The trace shows everything from its beginning on.</summary>
    public bool IsExact { get; init; }

    /// <summary>The state as it was before the event.</summary>
    public static Moment Before(in VmEvent e, MachineState state)
    {
        var task = state.TaskOf(e.Header);
        List<VmEvent> callbacks = [];
        foreach (var call in task.Callbacks) callbacks.Add(call.Entered);
        List<VmEvent> starting = [];
        foreach (var bracket in task.Brackets)
            if (!bracket.IsOpen) starting.Add(bracket.Entered);
        return new Moment(e, task.Snapshot())
        {
            Callbacks = callbacks,
            Starting = starting,
            Gather = task.Gather,
            DeviceFault = task.DeviceFault,
            Atomicity = state.AtomicityOf(task, e.Header),
            IsExact = state.IsExact,
        };
    }
}
