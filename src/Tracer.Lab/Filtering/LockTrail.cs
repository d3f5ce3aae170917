namespace Tracer.Lab.Filtering;

/// <summary>Follows a lock through all tasks: who takes it, waits for it and gives it back, and what page-table entries whoever holds it reads and stores.</summary>
/// <param name="isIt">Tells an event that names the lock.</param>
public sealed class LockTrail(EventTest isIt)
{
    private readonly HashSet<int> holders = [];

    /// <summary>True if the next event touches the lock, or what it protects.</summary>
    public bool Takes(in VmEvent e)
    {
        var task = e.Header.Task.Value;
        if (e.Header.Kind == EventKind.EventsLost) holders.Clear();
        if (!isIt(in e)) return e.Header.Kind is EventKind.PteChanged or EventKind.PteRead && holders.Contains(task);
        if (e.Header.Kind == EventKind.LockAcquired) holders.Add(task);
        else if (e.Header.Kind == EventKind.LockReleased) holders.Remove(task);
        return true;
    }
}
