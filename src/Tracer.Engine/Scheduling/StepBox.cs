using System.Runtime.CompilerServices;
using Tracer.Engine.Memory;

namespace Tracer.Engine.Scheduling;

/// <summary>A suspended coroutine, and the one that waits for it.</summary>
internal abstract class StepBox
{
    internal StepBox? Outer { get; set; }

    internal abstract void Resume();

    internal abstract void Return();

    // Nobody awaits a task's outermost coroutine, so nobody else would give its box back.
    internal void Complete()
    {
        var outer = Outer;
        Outer = null;
        if (outer is null) Return();
        else outer.Resume();
    }
}

/// <summary>A suspended coroutine with a result.</summary>
internal abstract class StepBox<T> : StepBox
{
    internal T? Result { get; set; }

    /// <summary>A builder's coroutine waits: the box that it gets the first time is what the awaited one resumes.</summary>
    internal static void Suspend<TAwaiter, TMachine>(ref StepBox<T>? box, ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : INotifyCompletion
        where TMachine : IAsyncStateMachine
    {
        if (box is null)
        {
            // The builder that holds the box is a field of the machine, so the box must be set before the machine is copied into it.
            var rented = Of<TMachine>.Rent();
            box = rented;
            rented.Machine = machine;
        }

        ((IParkable)awaiter).Park(box);
    }

    /// <summary>The box of one state machine, pooled per thread: a run stays on the thread that started it.</summary>
    internal sealed class Of<TMachine> : StepBox<T>
        where TMachine : IAsyncStateMachine
    {
        [ThreadStatic]
        private static Of<TMachine>? pool;

        // A field: its MoveNext changes it in place.
        private TMachine? machine;
        private Of<TMachine>? next;

        internal TMachine Machine
        {
            set => machine = value;
        }

        internal static Of<TMachine> Rent()
        {
            var box = pool;
            if (box is null) return new Of<TMachine>();
            pool = box.next;
            box.next = null;
            return box;
        }

        internal override void Resume() => machine!.MoveNext();

        internal override void Return()
        {
            machine = default;
            next = pool;
            pool = this;
        }
    }
}
