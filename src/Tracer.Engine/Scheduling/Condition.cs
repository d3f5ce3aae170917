namespace Tracer.Engine.Scheduling;

/// <summary>What a task waits for. A task whose condition does not hold is not runnable, so that no run spins.</summary>
internal abstract class Condition
{
    internal abstract bool HoldsFor(ScheduledTask task);
}
