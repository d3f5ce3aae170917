using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Tracer.Engine;

// The compiler calls these members by name. An exception leaves through whoever resumed the coroutine, up to the run's
// caller, and ends the run: no simulated path handles one, so none has to be kept until its await.
[SuppressMessage("Performance", "CA1822", Justification = "the compiler calls it on the instance")]
internal struct StepBuilder
{
    private StepBox? box;

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
        where TMachine : IAsyncStateMachine
    {
        if (box is null)
        {
            // This builder is a field of the machine, so the box must be set before the machine is copied into it.
            var rented = StepBox<Nothing>.Of<TMachine>.Rent();
            box = rented;
            rented.Machine = machine;
        }

        ((IParkable)awaiter).Park(box);
    }

    public void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : ICriticalNotifyCompletion
        where TMachine : IAsyncStateMachine => AwaitOnCompleted(ref awaiter, ref machine);

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
        where TMachine : IAsyncStateMachine
    {
        if (box is null)
        {
            var rented = StepBox<T>.Of<TMachine>.Rent();
            box = rented;
            rented.Machine = machine;
        }

        ((IParkable)awaiter).Park(box);
    }

    public void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : ICriticalNotifyCompletion
        where TMachine : IAsyncStateMachine => AwaitOnCompleted(ref awaiter, ref machine);
}
