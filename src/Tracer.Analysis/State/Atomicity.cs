namespace Tracer.Analysis.State;

/// <summary>Whether a task may sleep, and the event that proves it may not.</summary>
/// <param name="State">What is known.</param>
/// <param name="Proof">The lock or section that forbids it; of kind None unless atomic.</param>
public readonly record struct Atomicity(AtomicState State, VmEvent Proof)
{
    public bool IsAtomic => State == AtomicState.Atomic;

    /// <summary>True if a page-table lock is the proof.</summary>
    public bool ByPageTableLock =>
        Proof.Header.Kind == EventKind.LockAcquired && Proof.As<LockAcquired>().Class is LockClass.PageTable or LockClass.MmPageTable;
}

/// <summary>What is known about a task's context.</summary>
public enum AtomicState
{
    Sleepable,
    Atomic,
    Unknown,
}
