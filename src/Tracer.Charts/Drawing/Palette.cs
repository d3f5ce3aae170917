using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Charts.Data;

namespace Tracer.Charts.Drawing;

/// <summary>
/// How things look and what a key calls them. The hues are those of Okabe and Ito, which people with any colour vision tell apart;
/// lightness and hatching tell the same apart in grey.
/// </summary>
public static class Palette
{
    public const string Ink = "#222222";
    public const string Faint = "#767676";
    public const string Grid = "#e2e2e2";
    public const string Band = "#f4f4f4";
    public const string Paper = "#ffffff";
    public const string Violation = "#d55e00";

    private static readonly Look[] SeriesLooks =
    [
        new("#0072b2", "#004b75", Paper, Hatch.None),
        new("#e69f00", "#9a6a00", Ink, Hatch.Rising),
        new("#009e73", "#00694c", Paper, Hatch.Level),
        new("#cc79a7", "#8e4a70", Ink, Hatch.Falling),
        new("#56b4e9", "#2a7fae", Ink, Hatch.None),
        new("#d55e00", "#8f3f00", Paper, Hatch.Crossed),
        new("#f0e442", "#a39a10", Ink, Hatch.Upright),
        new("#3c3c3c", "#1c1c1c", Paper, Hatch.None),
    ];

    /// <summary>Of the n-th series; repeats after eight.</summary>
    public static Look Series(int index) => SeriesLooks[index % SeriesLooks.Length];

    public static Look Of(SpanKind kind) => kind switch
    {
        SpanKind.Operation => new("#f2f2f2", "#bdbdbd", Ink, Hatch.None),
        SpanKind.Lock => new("#a0d2f1", "#5b9cc4", Ink, Hatch.None),
        SpanKind.PageTableLock => new("#00507d", "#00304b", Paper, Hatch.None),
        SpanKind.AtomicSection => new("#d0d0d0", "#9a9a9a", Ink, Hatch.Level),
        SpanKind.Bracket => new("#009e73", "#006b4e", Paper, Hatch.None),
        SpanKind.Callback => new("#d296bc", "#9c5680", Ink, Hatch.Rising),
        _ => new("#f3ea7a", "#b5aa20", Ink, Hatch.Upright),
    };

    public static string Of(MarkKind kind) => kind switch
    {
        MarkKind.Change => "#000000",
        MarkKind.Invalidation => "#009e73",
        MarkKind.Flush => "#0072b2",
        MarkKind.DeviceMapping or MarkKind.DeviceUnmapping => "#b0568a",
        MarkKind.DeviceAccess => "#e69f00",
        MarkKind.PageFreed => "#000000",
        _ => Faint,
    };

    // One hue that darkens with gravity, so that it can be read without colours too; what no rule enforced stands apart.
    public static Look Of(Severity? gravest) => gravest switch
    {
        null => new("#f1f4f1", Grid, Ink, Hatch.None),
        Severity.Policy => new("#e4dff0", "#a79bc8", Ink, Hatch.Rising),
        Severity.Low => new("#fdebd8", Grid, Ink, Hatch.None),
        Severity.Medium => new("#f8c795", Grid, Ink, Hatch.None),
        Severity.High => new("#ee9340", Grid, Ink, Hatch.None),
        _ => new("#b34a00", Grid, Paper, Hatch.None),
    };

    public static string Name(Severity? gravest) => gravest is { } broken ? $"broken, {broken.ToString().ToLowerInvariant()}" : "nothing broken";

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

    public static string Name(SpanEnd end) => end switch
    {
        SpanEnd.GivenUp => "end not seen, given up",
        SpanEnd.Disproved => "end not seen, disproved",
        SpanEnd.Unended => "never ended",
        _ => "ended",
    };
}

/// <summary>How an area is filled.</summary>
/// <param name="Fill">Its colour.</param>
/// <param name="Edge">The colour of its outline and of its hatching.</param>
/// <param name="Text">The colour of text on it.</param>
public readonly record struct Look(string Fill, string Edge, string Text, Hatch Hatch);
