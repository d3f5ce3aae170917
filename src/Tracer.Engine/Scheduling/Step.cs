using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Tracer.Engine.Scheduling;

/// <summary>What a coroutine of a simulated task returns. It is awaited where it is called, and exactly once.</summary>
[AsyncMethodBuilder(typeof(StepBuilder))]
internal readonly struct Step(StepBox? box) : IParkable
{
    public bool IsCompleted => box is null;

    public Step GetAwaiter() => this;

    public void GetResult() => box?.Return();

    public void Park(StepBox waiter) => box!.Outer = waiter;

    public void OnCompleted(Action continuation) => throw new UnreachableException();
}

/// <summary>What a coroutine with a result returns.</summary>
[AsyncMethodBuilder(typeof(StepBuilder<>))]
internal readonly struct Step<T>(StepBox<T>? box, T value) : IParkable
{
    public bool IsCompleted => box is null;

    public Step<T> GetAwaiter() => this;

    public T GetResult()
    {
        if (box is null) return value;
        var result = box.Result!;
        box.Return();
        return result;
    }

    public void Park(StepBox waiter) => box!.Outer = waiter;

    public void OnCompleted(Action continuation) => throw new UnreachableException();
}

/// <summary>Something a coroutine awaits: it keeps the waiting coroutine itself, never a delegate of it.</summary>
internal interface IParkable : INotifyCompletion
{
    void Park(StepBox waiter);
}
