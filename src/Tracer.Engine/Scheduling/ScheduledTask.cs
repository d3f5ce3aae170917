using Tracer.Engine.Tracing;

namespace Tracer.Engine.Scheduling;

/// <summary>A coroutine on a CPU of its own: a task as far as the scheduler, locks and notifiers know it.</summary>
internal abstract class ScheduledTask(Scheduler scheduler, EventLog log, TaskId id, string name)
{
    private StepBox? parked;
    private bool started;

    internal TaskId Id => id;

    internal string Name => name;

    internal Cpu Cpu { get; } = new((short)(id.Value - 1));

    /// <summary>Where it is; null outside of any function that events name.</summary>
    internal KernelFunction? Function { get; private set; }

    /// <summary>What it waits for; null if it may go on at any time.</summary>
    internal Condition? Until { get; private set; }

    /// <summary>What the condition it waits for compares with, such as a driver's sequence.</summary>
    internal long Stamp { get; set; }

    internal bool IsFinished { get; private set; }

    /// <summary>The address space it runs in; none for a kernel thread.</summary>
    protected abstract MmId MmId { get; }

    internal virtual void Reset()
    {
        parked = null;
        started = false;
        IsFinished = false;
        Until = null;
        Function = null;
        Cpu.Reset();
    }

    internal SchedulingPoint Point() => new(this, null);

    internal SchedulingPoint WaitFor(Condition condition) => new(this, condition);

    /// <summary>A number below <paramref name="choices"/> that the schedule gives: what the workload does next.</summary>
    internal int ChooseNumber(int choices) => scheduler.ChooseNumber(this, choices);

    /// <summary>Lets the schedule choose who goes on. True if it is this task.</summary>
    internal bool Reach(Condition? until)
    {
        Until = until;
        return scheduler.ChooseAfter(this) == this;
    }

    internal void Park(StepBox waiter) => parked = waiter;

    /// <summary>Goes on until another task is chosen.</summary>
    internal void Resume()
    {
        if (started)
        {
            parked!.Resume();
            return;
        }

        started = true;
        _ = Run();
    }

    internal void Emit<T>(in T view)
        where T : struct, IEventView => Emit(view, Function is { } function ? new FunctionId((ushort)IdOf(function)) : default);

    /// <summary>Tells the name of an id that came up during the run; <paramref name="name"/> was prepared once.</summary>
    internal void Tell(VmEvent[] name)
    {
        foreach (ref readonly var part in name.AsSpan()) Emit(part.As<Named>());
    }

    /// <summary>The id of a name in this run. Where it first comes up it is given one, and the trace is told.</summary>
    internal int IdOf(TracedName name)
    {
        var id = log.IdOf(name);
        return id > 0 ? id : Introduce(name);
    }

    /// <summary>The events until disposal happen in <paramref name="function"/>.</summary>
    internal FunctionScope In(KernelFunction function)
    {
        var outer = Function;
        Function = function;
        return new FunctionScope(this, outer);
    }

    protected abstract Step Body();

    // In no function: that of the task may be the one that has no name yet.
    private int Introduce(TracedName name)
    {
        var id = log.Number(name);
        foreach (var part in name.Parts) Emit(part with { Id = id }, default);
        return id;
    }

    private void Emit<T>(in T view, FunctionId function)
        where T : struct, IEventView
    {
        ref var header = ref log.Append(view).Header;
        header.Task = id;
        header.Cpu = Cpu.Id;
        header.Function = function;
        header.PreemptDepth = (byte)Cpu.PreemptCount;
        header.Context = Cpu.IrqsOff ? ContextFlags.IrqsOff : ContextFlags.None;
    }

    private async Step Run()
    {
        await Body();
        Emit(new TaskExited { Mm = MmId });
        IsFinished = true;
        scheduler.ChooseAfter(this);
    }

    internal readonly struct FunctionScope(ScheduledTask task, KernelFunction? outer) : IDisposable
    {
        public void Dispose() => task.Function = outer;
    }
}
