using System.Diagnostics.CodeAnalysis;

namespace Tracer.Analysis.State;

/// <summary>A lock that a task holds, as far as the trace tells.</summary>
public readonly struct Held
{
    private readonly VmEvent acquired;

    internal Held(in VmEvent acquired, TableSection? section)
    {
        this.acquired = acquired;
        Section = section;
    }

    /// <summary>The event that took it.</summary>
    [UnscopedRef]
    public ref readonly VmEvent Acquired => ref acquired;

    /// <summary>What happened under it, if it is a page-table lock; null otherwise.</summary>
    public TableSection? Section { get; }

    public LockId Lock => acquired.As<LockAcquired>().Lock;

    public LockClass Class => acquired.As<LockAcquired>().Class;

    public LockType Type => acquired.As<LockAcquired>().Type;

    public LockMode Mode => acquired.As<LockAcquired>().Mode;

    public TableId Table => acquired.As<LockAcquired>().Table;

    public bool IsPageTableLock => Class is LockClass.PageTable or LockClass.MmPageTable;

    /// <summary>True for the sleeping locks under which a bracket runs: mmap_lock and the reverse-map locks.</summary>
    public bool ShieldsBrackets => Class is LockClass.MmapLock or LockClass.IMmap or LockClass.AnonVma && Type.Sleeps();
}
