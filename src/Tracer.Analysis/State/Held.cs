namespace Tracer.Analysis.State;

/// <summary>A lock that a task holds, as far as the trace tells.</summary>
/// <param name="Acquired">The event that took it.</param>
/// <param name="Section">What happened under it, if it is a page-table lock; null otherwise.</param>
public readonly record struct Held(VmEvent Acquired, TableSection? Section)
{
    public LockId Lock => Acquired.As<LockAcquired>().Lock;

    public LockClass Class => Acquired.As<LockAcquired>().Class;

    public LockType Type => Acquired.As<LockAcquired>().Type;

    public LockMode Mode => Acquired.As<LockAcquired>().Mode;

    public TableId Table => Acquired.As<LockAcquired>().Table;

    public bool IsPageTableLock => Class is LockClass.PageTable or LockClass.MmPageTable;

    /// <summary>True for the sleeping locks under which a bracket runs: mmap_lock and the reverse-map locks.</summary>
    public bool ShieldsBrackets => Class is LockClass.MmapLock or LockClass.IMmap or LockClass.AnonVma && Type.Sleeps();
}
