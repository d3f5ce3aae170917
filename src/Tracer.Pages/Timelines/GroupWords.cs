using Tracer.Analysis.Replay;
using Tracer.Charts.Data;
using Tracer.Charts.Drawing;

namespace Tracer.Pages.Timelines;

/// <summary>How the legend calls and colours groups of events: as the charts do what they draw too.</summary>
internal static class GroupWords
{
    public static string Of(EventGroup group) => group switch
    {
        EventGroup.Operation => "operations",
        EventGroup.Lock => "locks",
        EventGroup.Bracket => "range start and end",
        EventGroup.Callback => "driver callbacks",
        EventGroup.Change => "page-table changes",
        EventGroup.Invalidation => "invalidations",
        EventGroup.Flush => "TLB flushes",
        EventGroup.Device => "devices",
        EventGroup.Page => "pages",
        _ => "other events",
    };

    public static string Colour(EventGroup group) => group switch
    {
        EventGroup.Operation => Palette.Of(SpanKind.Operation).Edge,
        EventGroup.Lock => Palette.Of(SpanKind.Lock).Edge,
        EventGroup.Bracket => Palette.Of(SpanKind.Bracket).Fill,
        EventGroup.Callback => Palette.Of(SpanKind.Callback).Edge,
        EventGroup.Change or EventGroup.Page => Palette.Of(MarkKind.Change),
        EventGroup.Invalidation => Palette.Of(MarkKind.Invalidation),
        EventGroup.Flush => Palette.Of(MarkKind.Flush),
        EventGroup.Device => Palette.Of(MarkKind.DeviceMapping),
        _ => Palette.Faint,
    };

    public static EventGroup Of(SpanKind kind) => kind switch
    {
        SpanKind.Operation => EventGroup.Operation,
        SpanKind.Lock or SpanKind.PageTableLock or SpanKind.AtomicSection => EventGroup.Lock,
        SpanKind.Bracket => EventGroup.Bracket,
        SpanKind.Callback => EventGroup.Callback,
        _ => EventGroup.Device,
    };
}
