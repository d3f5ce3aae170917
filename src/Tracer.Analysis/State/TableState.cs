namespace Tracer.Analysis.State;

/// <summary>What is known about one page-table page.</summary>
public sealed class TableState : Entity
{
    /// <summary>The lock that protects its entries; 0 if not known.</summary>
    public LockId Lock { get; internal set; }

    /// <summary>Whether other tasks can reach it.</summary>
    public TableReach Reach { get; internal set; }

    internal override void Forget()
    {
        Lock = default;
        Reach = TableReach.Unknown;
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
