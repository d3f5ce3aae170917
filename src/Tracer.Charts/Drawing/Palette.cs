using System.Globalization;
using ScottPlot;
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

    private const double LighterEachSix = 0.3;

    // A hue for each family of rules, the dark ones for those with many.
    private static readonly Dictionary<char, string> Families = new()
    {
        ['C'] = "#56b4e9", ['D'] = "#3c3c3c", ['I'] = "#007353", ['L'] = "#b34a00", ['N'] = "#0072b2", ['P'] = "#f0e442", ['S'] = "#e69f00", ['T'] = "#cc79a7",
    };

    private static readonly Hatch[] Hatches = [Hatch.None, Hatch.Rising, Hatch.Level, Hatch.Falling, Hatch.Upright, Hatch.Crossed];

    /// <summary>Of a rule, in every chart the same: its family tells the hue, its number the hatching, and each further six are lighter. What is no rule's is grey.</summary>
    public static Look OfRule(string id)
    {
        if (id is not [var family, ..] || !Families.TryGetValue(family, out var hue) || !int.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
            return new("#d0d0d0", Faint, Ink, Hatch.None);
        var colour = Color.FromHex(hue);
        var fill = colour.MixedWith(Color.FromHex(Paper), LighterEachSix * ((number - 1) / Hatches.Length));
        return new(fill.ToHex(), colour.Darken(0.35).ToHex(), Ink, Hatches[(number - 1) % Hatches.Length]);
    }

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
        _ => "other event",
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
