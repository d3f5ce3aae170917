using Tracer.Charts.Data;

namespace Tracer.Charts.Building;

/// <summary>Which kinds of events are drawn as marks.</summary>
internal static class MarkKinds
{
    public static MarkKind? Of(EventKind kind) => kind switch
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
