using System.Diagnostics;
using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Locks;

/// <summary>A lock about to be taken: awaited, it is held; a trylock answers whether it is.</summary>
internal readonly struct LockAcquisition(KernelLock taken, ScheduledTask task, LockMode mode, Condition? until) : IParkable
{
    public bool IsCompleted => task.Reach(until);

    public LockAcquisition GetAwaiter() => this;

    public bool GetResult() => taken.Take(task, mode, until is null);

    public void Park(StepBox waiter) => task.Park(waiter);

    public void OnCompleted(Action continuation) => throw new UnreachableException();
}

/// <summary>A lock about to be given back: awaited, it is.</summary>
internal readonly struct LockRelease(KernelLock held, ScheduledTask task) : IParkable
{
    public bool IsCompleted => task.Reach(null);

    public LockRelease GetAwaiter() => this;

    public void GetResult() => held.Drop(task);

    public void Park(StepBox waiter) => task.Park(waiter);

    public void OnCompleted(Action continuation) => throw new UnreachableException();
}
