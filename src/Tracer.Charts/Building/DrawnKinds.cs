using Tracer.Charts.Data;

namespace Tracer.Charts.Building;

/// <summary>Which kinds of events a picture of tasks shows: as marks, or as ends of what lasts.</summary>
internal static class DrawnKinds
{
    private static readonly EventKindSet Edges = EventKindSet.Of(
        EventKind.OperationBegan, EventKind.OperationEnded, EventKind.LockAcquired, EventKind.LockReleased, EventKind.AtomicEntered, EventKind.AtomicLeft,
        EventKind.RangeStartReturned, EventKind.RangeEndEntered, EventKind.CallbackEntered, EventKind.CallbackReturned,
        EventKind.SecondaryFaultBegan, EventKind.SecondaryFaultEnded);

    public static bool Have(EventKind kind) => Edges.Contains(kind) || MarkOf(kind) is not null;

    public static MarkKind? MarkOf(EventKind kind) => kind switch
    {
        EventKind.PteChanged => MarkKind.Change,
        EventKind.RangeInvalidated or EventKind.PageInvalidated or EventKind.PteChangeNotified => MarkKind.Invalidation,
        EventKind.TlbFlushed => MarkKind.Flush,
        EventKind.SecondaryMapped => MarkKind.DeviceMapping,
        EventKind.SecondaryUnmapped => MarkKind.DeviceUnmapping,
        EventKind.SecondaryAccessed => MarkKind.DeviceAccess,
        EventKind.PageFreed => MarkKind.PageFreed,
        _ => null,
    };
}
