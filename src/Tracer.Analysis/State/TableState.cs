namespace Tracer.Analysis.State;

/// <summary>What is known about one page-table page.</summary>
public sealed class TableState : Entity
{
    /// <summary>The lock that protects its entries; 0 if not known.</summary>
    public LockId Lock { get; internal set; }

    /// <summary>Whether other tasks can reach it.</summary>
    public TableReach Reach { get; internal set; }

    /// <summary>The last event that took or gave back its lock, by any task; of kind None if there was none.</summary>
    public VmEvent LastLockEvent { get; internal set; }

    /// <summary>The event that cut it off from its address space; of kind None if it is in place or never was.</summary>
    public VmEvent Detached { get; private set; }

    /// <summary>The address space that it was cut off from; 0 unless it is detached and its place is known.</summary>
    public MmId Mm { get; private set; }

    /// <summary>The addresses it translates; empty unless it is detached and its place is known.</summary>
    public AddressRange Extent { get; private set; }

    /// <summary>True if, since it was detached, CPUs were flushed of what their walks remember of it.</summary>
    public bool IsFlushed { get; internal set; }

    /// <summary>True if, since it was detached, secondary TLBs were.</summary>
    public bool IsInvalidated { get; internal set; }

    internal void Detach(in VmEvent e)
    {
        Detached = e;
        IsFlushed = IsInvalidated = false;
        ForgetPlace();
        if (e.Header.Kind == EventKind.None) return;
        Reach = TableReach.Private;
        ref readonly var detached = ref e.As<TableDetached>();
        if (detached.Address.IsKnown) (Mm, Extent) = (detached.Mm, AddressRange.Of(detached.Address, PageSize.Of(detached.Level + 1)));
    }

    internal void ForgetPlace() => (Mm, Extent) = (default, default);

    internal void Forget()
    {
        Detach(default);
        Lock = default;
        Reach = TableReach.Unknown;
        LastLockEvent = default;
        Doubt();
    }
}

/// <summary>Whether other tasks can reach a page table; one that nobody else reaches needs no lock.</summary>
public enum TableReach
{
    /// <summary>The trace has not told yet.</summary>
    Unknown,

    /// <summary>Fork and split fill a table before they publish it; khugepaged detaches one before it clears its 512 entries.</summary>
    Private,

    /// <summary>It was linked into its address space, or its entries were seen changed under its own lock.</summary>
    Published,
}
