using Tracer.Analysis.Replay;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules;

/// <summary>
/// What several rules of a folder decide together: it hears events after the rules have judged them and before the state takes them, keeps what it must
/// remember in slots of its own, and raises occurrences to the rules when it has become clear what several events together mean.
/// </summary>
public abstract class Judge;

/// <summary>A judge that hears every <typeparamref name="T"/>: an event's view, or an occurrence.</summary>
public interface ITake<T> where T : struct, allows ref struct
{
    void Take(in T taken, MachineState state, Occurrences occurrences);
}

/// <summary>A judge that leaves something open until the task's next event shows what it was.</summary>
public interface ISettle
{
    /// <summary>
    /// Before the rules see the event: what its task has left open is settled by it, or stays open. Asked only of a task that
    /// <see cref="TaskState.IsAwaited"/>.
    /// </summary>
    /// <returns>True if something stays open.</returns>
    bool Settle(in VmEvent next, TaskState task, MachineState state, Occurrences occurrences);

    /// <summary>The trace is over: what is open stays open, unless the judge knows better.</summary>
    void Finish(TaskState task, MachineState state, Occurrences occurrences)
    {
    }
}
