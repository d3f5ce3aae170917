namespace Tracer.Events.Views.Tasks;

/// <summary>Sections other than locks that bound what a task may do.</summary>
public enum AtomicSection : byte
{
    /// <summary>preempt_disable: no sleep.</summary>
    PreemptOff,

    /// <summary>rcu_read_lock: no sleep.</summary>
    RcuRead,

    /// <summary>srcu_read_lock: sleep is allowed.</summary>
    SrcuRead,

    /// <summary>non_block_start: no sleep of unbounded length.</summary>
    NonBlock,

    /// <summary>Local interrupts off: no sleep.</summary>
    IrqsOff,
}
