using System.Diagnostics;

namespace Tracer.Engine.Scheduling;

/// <summary>A place where another task may go on; the awaiting one comes back when its condition holds.</summary>
internal readonly struct SchedulingPoint(ScheduledTask task, Condition? until) : IParkable
{
    public bool IsCompleted => task.Reach(until);

    public SchedulingPoint GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void Park(StepBox waiter) => task.Park(waiter);

    public void OnCompleted(Action continuation) => throw new UnreachableException();
}
