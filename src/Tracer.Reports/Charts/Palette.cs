namespace Tracer.Reports.Charts;

/// <summary>Colours of Okabe and Ito, which people with any colour vision tell apart, and the names that legends give to what they stand for.</summary>
public static class Palette
{
    public const string Ink = "#222222";
    public const string Faint = "#767676";
    public const string Grid = "#e2e2e2";
    public const string Paper = "#ffffff";
    public const string Violation = "#d55e00";

    private static readonly string[] SeriesColours = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#767676"];

    /// <summary>Of the n-th series; repeats after eight.</summary>
    public static string Series(int index) => SeriesColours[index % SeriesColours.Length];

    public static string Of(SpanKind kind) => kind switch
    {
        SpanKind.Operation => "#ebebeb",
        SpanKind.Lock => "#56b4e9",
        SpanKind.PageTableLock => "#0072b2",
        SpanKind.AtomicSection => "#b0b0b0",
        SpanKind.Bracket => "#009e73",
        SpanKind.Callback => "#cc79a7",
        _ => "#f0e442",
    };

    /// <summary>The colour of text on a span.</summary>
    public static string TextOn(SpanKind kind) => kind is SpanKind.PageTableLock or SpanKind.Bracket ? Paper : Ink;

    public static string Of(MarkKind kind) => kind switch
    {
        MarkKind.Change => "#000000",
        MarkKind.Invalidation => "#009e73",
        MarkKind.Flush => "#0072b2",
        MarkKind.DeviceMapping or MarkKind.DeviceUnmapping => "#cc79a7",
        MarkKind.DeviceAccess => "#e69f00",
        MarkKind.PageFreed => "#000000",
        _ => Faint,
    };

    // One hue that darkens with gravity, so that it can be read without colours too; what no rule enforced stands apart.
    public static string Of(CellShade shade) => shade switch
    {
        CellShade.Holds => "#f1f4f1",
        CellShade.Policy => "#d9d2e9",
        CellShade.Low => "#fdebd8",
        CellShade.Medium => "#f8c795",
        CellShade.High => "#ee9340",
        _ => "#b34a00",
    };

    /// <summary>The colour of text on a cell.</summary>
    public static string TextOn(CellShade shade) => shade == CellShade.Critical ? Paper : Ink;

    public static string Name(CellShade shade) => shade switch
    {
        CellShade.Holds => "nothing broken",
        CellShade.Policy => "broken, policy",
        CellShade.Low => "broken, low",
        CellShade.Medium => "broken, medium",
        CellShade.High => "broken, high",
        _ => "broken, critical",
    };

    public static string Name(SpanKind kind) => kind switch
    {
        SpanKind.Operation => "operation",
        SpanKind.Lock => "lock held",
        SpanKind.PageTableLock => "page-table lock",
        SpanKind.AtomicSection => "atomic section",
        SpanKind.Bracket => "bracket open",
        SpanKind.Callback => "driver callback",
        _ => "device fault",
    };

    public static string Name(MarkKind kind) => kind switch
    {
        MarkKind.Change => "entry changed",
        MarkKind.Invalidation => "invalidation",
        MarkKind.Flush => "TLB flush",
        MarkKind.DeviceMapping => "device maps",
        MarkKind.DeviceUnmapping => "device zaps",
        MarkKind.DeviceAccess => "device access",
        MarkKind.PageFreed => "page freed",
        _ => "other witness",
    };
}
