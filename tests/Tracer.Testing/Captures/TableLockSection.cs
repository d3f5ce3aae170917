namespace Tracer.Testing.Captures;

/// <summary>The lines of a task from taking the lock of one page table to giving it back.</summary>
public sealed class TableLockSection
{
    private TableLockSection(CaptureLine[] lines, ulong tableLock)
    {
        // Captures that keep page-table locks alone do not show that the call has returned.
        var taken = lines[1].Name == "spin_locked" ? 2 : 1;
        Lock = tableLock;
        Taking = lines[..taken];
        Within = lines[taken..^1];
        Releasing = lines[^1];
        Stores = [.. Within.Where(line => CaptureStore.IsStore(line) && CaptureStore.LockOf(line) == tableLock)];
    }

    public ulong Lock { get; }

    /// <summary>The call of spin_lock, and its return where that is shown.</summary>
    public CaptureLine[] Taking { get; }

    public CaptureLine[] Within { get; }

    public CaptureLine Releasing { get; }

    /// <summary>Every store to the table that the lock protects.</summary>
    public IReadOnlyList<CaptureLine> Stores { get; }

    /// <summary>Nobody took this lock before in the capture: without it there would be nothing to show that others can reach the table.</summary>
    public bool IsFirst { get; internal set; }

    /// <summary>The section that a store lies in; null if the lines do not show all of it.</summary>
    internal static TableLockSection? Around(CaptureLine store, CaptureLine[] own)
    {
        var at = Array.IndexOf(own, store);
        var tableLock = CaptureStore.LockOf(store);
        var called = Array.FindLastIndex(own, at, line => line.Name == "spin_lock" && line.Field("lock") == tableLock);
        var released = Array.FindIndex(own, at, line => line.Name == "spin_unlock" && line.Field("lock") == tableLock);
        return called >= 0 && released >= 0 ? new TableLockSection(own[called..(released + 1)], tableLock) : null;
    }
}
