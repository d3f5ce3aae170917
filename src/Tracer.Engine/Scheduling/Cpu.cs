namespace Tracer.Engine.Scheduling;

/// <summary>A CPU: whether it takes interrupts, and whether it may preempt.</summary>
internal sealed class Cpu(short id)
{
    internal short Id => id;

    /// <summary>Spin locks held and preempt_disable sections; above 0 nothing may sleep here.</summary>
    internal int PreemptCount { get; set; }

    /// <summary>A TLB shootdown waits until its targets take interrupts again.</summary>
    internal bool IrqsOff { get; set; }

    internal void Reset()
    {
        PreemptCount = 0;
        IrqsOff = false;
    }
}
