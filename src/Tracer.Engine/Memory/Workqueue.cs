using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Memory;

/// <summary>What callbacks put off because they may not wait: a kernel thread does it later, in the order it came.</summary>
internal sealed class Workqueue : Condition
{
    private readonly Queue<Func<KernelTask, Step>> works = new();
    private readonly Scheduler scheduler;

    internal Workqueue(Machine machine)
    {
        scheduler = machine.Scheduler;
        machine.NewTask("kworker", Run);
    }

    internal void Queue(Func<KernelTask, Step> work) => works.Enqueue(work);

    // There is work, or nobody is left to bring any.
    internal override bool HoldsFor(ScheduledTask task)
    {
        if (works.Count > 0) return true;
        foreach (var other in scheduler.Tasks)
            if (other != task && !other.IsFinished) return false;
        return true;
    }

    internal void Reset() => works.Clear();

    private async Step Run(KernelTask task)
    {
        while (true)
        {
            await task.WaitFor(this);
            if (!works.TryDequeue(out var work)) return;
            await work(task);
        }
    }
}
