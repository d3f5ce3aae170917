using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Tracer.Engine.Scheduling;

// The compiler calls these members by name. An exception leaves through whoever resumed the coroutine, up to the run's
// caller, and ends the run: no simulated path handles one, so none has to be kept until its await.
[SuppressMessage("Performance", "CA1822", Justification = "the compiler calls it on the instance")]
internal struct StepBuilder
{
    private StepBox<Nothing>? box;

    public static StepBuilder Create() => default;

    public readonly Step Task => new(box);

    public readonly void Start<TMachine>(ref TMachine machine)
        where TMachine : IAsyncStateMachine => machine.MoveNext();

    public readonly void SetStateMachine(IAsyncStateMachine machine)
    {
    }

    public readonly void SetResult() => box?.Complete();

    public readonly void SetException(Exception exception) => ExceptionDispatchInfo.Throw(exception);

    public void AwaitOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : INotifyCompletion
        where TMachine : IAsyncStateMachine => StepBox<Nothing>.Suspend(ref box, ref awaiter, ref machine);

    public void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : ICriticalNotifyCompletion
        where TMachine : IAsyncStateMachine => StepBox<Nothing>.Suspend(ref box, ref awaiter, ref machine);

    internal readonly struct Nothing;
}

[SuppressMessage("Performance", "CA1822", Justification = "the compiler calls it on the instance")]
internal struct StepBuilder<T>
{
    private StepBox<T>? box;
    private T value;

    public static StepBuilder<T> Create() => default;

    public readonly Step<T> Task => new(box, value);

    public readonly void Start<TMachine>(ref TMachine machine)
        where TMachine : IAsyncStateMachine => machine.MoveNext();

    public readonly void SetStateMachine(IAsyncStateMachine machine)
    {
    }

    public void SetResult(T result)
    {
        if (box is null)
        {
            value = result;
            return;
        }

        box.Result = result;
        box.Complete();
    }

    public readonly void SetException(Exception exception) => ExceptionDispatchInfo.Throw(exception);

    public void AwaitOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : INotifyCompletion
        where TMachine : IAsyncStateMachine => StepBox<T>.Suspend(ref box, ref awaiter, ref machine);

    public void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : ICriticalNotifyCompletion
        where TMachine : IAsyncStateMachine => StepBox<T>.Suspend(ref box, ref awaiter, ref machine);
}
