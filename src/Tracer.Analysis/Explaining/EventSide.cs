namespace Tracer.Analysis.Explaining;

/// <summary>On which side of the mirror something happens: page tables on one, secondary MMUs on the other, and the notifiers that are to keep them together.</summary>
public enum EventSide
{
    /// <summary>The trace about itself.</summary>
    Trace,

    /// <summary>What tasks are doing.</summary>
    Task,

    /// <summary>Locks, and sections that may not sleep.</summary>
    Lock,

    /// <summary>Page tables, TLBs, pages and their use by CPUs.</summary>
    Cpu,

    /// <summary>Calls of the notifiers by the core.</summary>
    Notifier,

    /// <summary>Drivers and their devices.</summary>
    Device,
}

/// <summary>Tells the side of each kind.</summary>
public static class EventSides
{
    public static EventSide Of(EventKind kind) => kind switch
    {
        < EventKind.OperationBegan => EventSide.Trace,
        EventKind.AtomicEntered or EventKind.AtomicLeft or EventKind.MightSleep => EventSide.Lock,
        < EventKind.LockAcquired => EventSide.Task,
        < EventKind.RangeStartEntered => EventSide.Lock,
        < EventKind.CallbackEntered => EventSide.Notifier,
        < EventKind.PteChanged or >= EventKind.SecondaryMapped and not EventKind.CpuAccessed and < EventKind.VmaChanged => EventSide.Device,
        _ => EventSide.Cpu,
    };

    /// <summary>As it stands in a column.</summary>
    public static string Word(EventSide side) => side switch
    {
        EventSide.Cpu => "cpu",
        EventSide.Notifier => "notifier",
        EventSide.Device => "device",
        EventSide.Lock => "lock",
        EventSide.Task => "task",
        _ => "trace",
    };
}
