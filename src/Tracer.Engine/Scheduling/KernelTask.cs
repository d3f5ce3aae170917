namespace Tracer.Engine;

/// <summary>A task of the simulated kernel: a coroutine on a CPU of its own.</summary>
internal sealed class KernelTask(Machine machine, TaskId id, string name, Func<KernelTask, Step> body)
{
    private StepBox? parked;
    private bool started;

    internal Machine Machine => machine;

    internal TaskId Id => id;

    internal string Name => name;

    internal Cpu Cpu { get; } = new((short)(id.Value - 1));

    /// <summary>The address space it runs in; null for a kernel thread.</summary>
    internal AddressSpace? Mm { get; set; }

    /// <summary>The reverse-map walk it is on.</summary>
    internal PageVmaMappedWalk Walk => field ??= new PageVmaMappedWalk(this);

    /// <summary>What it unmaps and frees later.</summary>
    internal MmuGather Gather => field ??= new MmuGather();

    /// <summary>The regions it is unmapping.</summary>
    internal List<Vma> Doomed { get; } = [];

    /// <summary>The address spaces whose CPU flush it has put off.</summary>
    internal List<AddressSpace> Deferred { get; } = [];

    internal KernelFunction Function { get; private set; }

    /// <summary>What it waits for; null if it may go on at any time.</summary>
    internal Condition? Until { get; private set; }

    /// <summary>What the condition it waits for compares with, such as a driver's sequence.</summary>
    internal long Stamp { get; set; }

    internal bool IsFinished { get; private set; }

    internal void Reset()
    {
        parked = null;
        started = false;
        IsFinished = false;
        Until = null;
        Function = KernelFunction.None;
        // A run that got stuck leaves off in the middle.
        Doomed.Clear();
        Deferred.Clear();
        Cpu.Reset();
    }

    internal SchedulingPoint Point() => new(this, null);

    internal SchedulingPoint WaitFor(Condition condition) => new(this, condition);

    /// <summary>A number below <paramref name="choices"/> that the schedule gives: what the workload does next.</summary>
    internal int ChooseNumber(int choices) => machine.Scheduler.ChooseNumber(this, choices);

    /// <summary>Lets the schedule choose who goes on. True if it is this task.</summary>
    internal bool Reach(Condition? until)
    {
        Until = until;
        return machine.Scheduler.ChooseAfter(this) == this;
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
        where T : struct, IEventView => machine.Log.Append(this, view);

    /// <summary>The events until disposal happen in <paramref name="function"/>.</summary>
    internal FunctionScope In(KernelFunction function)
    {
        var outer = Function;
        Function = function;
        return new FunctionScope(this, outer);
    }

    private async Step Run()
    {
        await body(this);
        Emit(new TaskExited { Mm = Mm?.Id ?? default });
        IsFinished = true;
        machine.Scheduler.ChooseAfter(this);
    }

    internal readonly struct FunctionScope(KernelTask task, KernelFunction outer) : IDisposable
    {
        public void Dispose() => task.Function = outer;
    }
}
