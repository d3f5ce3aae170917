using System.Diagnostics;
using Tracer.Engine.Scheduling;

namespace Tracer.Engine.Memory;

/// <summary>A flush of every CPU's TLB about to happen. It goes by interrupt, so it waits for CPUs that have them off: that alone protects lockless walkers.</summary>
internal readonly struct TlbShootdown(KernelTask task, AddressSpace mm, AddressRange range, bool tables) : IParkable
{
    public bool IsCompleted => task.Reach(task.Machine.InterruptsTaken);

    public TlbShootdown GetAwaiter() => this;

    public void GetResult()
    {
        foreach (var other in task.Machine.Tasks) other.Tlb.Drop(mm.Id, range);
        task.Emit(new TlbFlushed { Mm = mm.Id, Start = range.Start, End = range.End, Tables = tables });
    }

    public void Park(StepBox waiter) => task.Park(waiter);

    public void OnCompleted(Action continuation) => throw new UnreachableException();
}

/// <summary>Every other CPU takes interrupts.</summary>
internal sealed class InterruptsTaken(Scheduler scheduler) : Condition
{
    internal override bool HoldsFor(ScheduledTask task)
    {
        foreach (var other in scheduler.Tasks)
            if (other != task && other.Cpu.IrqsOff) return false;
        return true;
    }
}
