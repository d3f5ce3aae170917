using System.Globalization;
using Tracer.Analysis;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Replay;
using Tracer.Charts.Data;

namespace Tracer.Charts.Building;

/// <summary>How long locks were held, sections lasted, brackets were open and callbacks ran: counted by their durations, each bin twice as long as the one before.</summary>
public sealed class HoldsChart : IHear<SpanEnded>
{
    private static readonly SpanKind[] Kinds = [SpanKind.PageTableLock, SpanKind.Lock, SpanKind.AtomicSection, SpanKind.Callback, SpanKind.Bracket];
    private readonly Dictionary<SpanKind, SortedDictionary<int, int>> counts = [];
    private long longest;
    private VmEvent longestBegan;
    private int unseen;

    /// <summary>Counts what the analyzer reads from its next beginning on.</summary>
    public void ListenTo(Analyzer analyzer) => analyzer.Subscribe<SpanEnded>(Hear);

    public void Hear(in SpanEnded span)
    {
        if (!Kinds.Contains(span.Kind)) return;
        if (span.How != SpanEnd.Paired || span.Begin.Header.Kind == EventKind.None)
        {
            unseen++;
            return;
        }

        var ns = Math.Max(span.End.Header.TimestampNs - span.Begin.Header.TimestampNs, 1);
        if (!counts.TryGetValue(span.Kind, out var bins)) counts[span.Kind] = bins = [];
        var bin = BinOf(ns);
        bins[bin] = bins.GetValueOrDefault(bin) + 1;
        if (ns <= longest) return;
        (longest, longestBegan) = (ns, span.Begin);
    }

    /// <summary>The chart, once the trace has been read to its end.</summary>
    /// <param name="head">The trace.</param>
    /// <param name="hash">Of it; null if it was not made.</param>
    /// <exception cref="ArgumentException">Nothing was seen to begin and to end.</exception>
    public BarChart Build(TraceHead head, string? hash = null)
    {
        if (counts.Count == 0) throw new ArgumentException($"{head.Path}: nothing is held there whose beginning and end are shown");
        var bins = counts.Values.SelectMany(of => of.Keys).ToArray();
        var (first, last) = (bins.Min(), bins.Max());
        BarSeries[] series = [.. Kinds.Where(counts.ContainsKey).Select(kind => Series(kind, first, last))];
        var highest = Enumerable.Range(0, last - first + 1).Max(bin => series.Sum(of => of.Counts[bin]));
        var x = new Axis("how long, each step twice the one before", 0, last - first + 1, [.. Enumerable.Range(first, last - first + 2).Select(bin => new Tick(bin - first, Duration(1L << bin)))]);
        var title = OriginKey.Title("How long things were held", head);
        return new BarChart(title, Subtitle(head, series.Sum(of => of.Counts.Sum())), x, Axes.Whole("how many", highest), 1, series) { Key = [OriginKey.Of(head, hash)] };
    }

    private BarSeries Series(SpanKind kind, int first, int last) =>
        new(Words(kind), [.. Enumerable.Range(first, last - first + 1).Select(bin => counts[kind].GetValueOrDefault(bin))]) { Kind = kind };

    // The bin n holds what lasted from 2^n nanoseconds on.
    private static int BinOf(long ns) => System.Numerics.BitOperations.Log2((ulong)ns);

    private static string Words(SpanKind kind) => kind switch
    {
        SpanKind.PageTableLock => "page-table locks",
        SpanKind.Lock => "other locks",
        SpanKind.AtomicSection => "atomic sections",
        SpanKind.Callback => "driver callbacks",
        _ => "brackets",
    };

    private string Subtitle(TraceHead head, int counted)
    {
        var words = new EventWords(head.Names);
        var where = EventPlace.In(head);
        var rest = unseen > 0 ? $"; of {unseen:N0} more the trace does not show both ends" : "";
        return $"{counted:N0} spans. The longest, {Duration(longest)}: {words.Noun(in longestBegan)} of {head.Names.Of(longestBegan.Header.Task)} since {where.Of(in longestBegan)}{rest}.";
    }

    private static string Duration(long ns) => ns switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{ns}ns"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e3:0.#}us"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e6:0.#}ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e9:0.#}s"),
    };
}
