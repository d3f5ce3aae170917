namespace Tracer.Pages.Timelines;

/// <summary>What a reader of a timeline hides and shows together.</summary>
internal enum EventGroup
{
    Operation,
    Lock,
    Bracket,
    Callback,
    Change,
    Invalidation,
    Flush,
    Device,
    Page,
    Other,
}

internal static class EventGroups
{
    public static EventGroup Of(EventKind kind) => kind switch
    {
        EventKind.OperationBegan or EventKind.OperationEnded or EventKind.TaskExited or EventKind.SyscallArguments or EventKind.SyscallReturned => EventGroup.Operation,
        EventKind.LockAcquired or EventKind.LockReleased or EventKind.AtomicEntered or EventKind.AtomicLeft => EventGroup.Lock,
        >= EventKind.RangeStartEntered and <= EventKind.RangeEndReturned => EventGroup.Bracket,
        EventKind.CallbackEntered or EventKind.CallbackReturned => EventGroup.Callback,
        EventKind.PteChanged => EventGroup.Change,
        EventKind.RangeInvalidated or EventKind.PageInvalidated or EventKind.PteChangeNotified => EventGroup.Invalidation,
        EventKind.TlbFlushed or EventKind.SecondaryFlushed => EventGroup.Flush,
        >= EventKind.SecondaryMapped and <= EventKind.SecondaryLayoutChanged => EventGroup.Device,
        >= EventKind.PageAllocated and <= EventKind.PageFreed => EventGroup.Page,
        _ => EventGroup.Other,
    };
}
