using Tracer.Testing.Captures;

namespace Tracer.Testing.Mutators;

/// <summary>The lines of a task from taking the lock of one page table to giving it back.</summary>
internal sealed class TableLockSection
{
    private TableLockSection(CaptureLine[] lines, ulong tableLock)
    {
        Lines = lines;
        Stores = [.. lines.Where(line => CaptureStore.IsStore(line) && CaptureStore.LockOf(line) == tableLock)];
    }

    /// <summary>The call of spin_lock, its return, …, spin_unlock.</summary>
    public CaptureLine[] Lines { get; }

    /// <summary>Every store to the table that the lock protects.</summary>
    public IReadOnlyList<CaptureLine> Stores { get; }

    /// <summary>The section that a store lies in; null if the lines do not show all of it.</summary>
    public static TableLockSection? Around(CaptureLine store, CaptureLine[] own)
    {
        var at = Array.IndexOf(own, store);
        var tableLock = CaptureStore.LockOf(store);
        var called = Array.FindLastIndex(own, at, line => line.Name == "spin_lock" && line.Field("lock") == tableLock);
        var released = Array.FindIndex(own, at, line => line.Name == "spin_unlock" && line.Field("lock") == tableLock);
        return called >= 0 && released >= 0 && own[called + 1].Name == "spin_locked" ? new TableLockSection(own[called..(released + 1)], tableLock) : null;
    }
}
