using Tracer.Events;

namespace Tracer.Analysis;

/// <summary>What is known about one page-table page.</summary>
public sealed class TableState
{
    /// <summary>The lock that protects its entries; 0 if not known.</summary>
    public LockId Lock { get; internal set; }

    /// <summary>False if no other task can reach it: fork and split fill a table before they publish it, khugepaged detaches one before it clears it.</summary>
    public bool IsReachable { get; internal set; } = true;

    /// <summary>The last event that took or gave back its lock, by any task; of kind None if there was none.</summary>
    public VmEvent LastLockEvent { get; internal set; }

    internal void Forget()
    {
        Lock = default;
        IsReachable = true;
        LastLockEvent = default;
    }
}
