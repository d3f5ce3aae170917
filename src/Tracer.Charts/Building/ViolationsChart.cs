using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Charts.Data;

namespace Tracer.Charts.Building;

/// <summary>How often a run's rules were broken: each of them, and where in the run.</summary>
public static class ViolationsChart
{
    public const int DefaultBins = 50;
    private const int MostSeries = 8;
    private const int MostBars = 24;

    /// <summary>Findings of each rule, counted in bins over the sequence numbers, from the trace's first to the last that is known.</summary>
    public static BarChart OverSequence(TraceReport report, int bins = DefaultBins, string? hash = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var place = EventPlace.In(report);
        var last = Math.Max(report.Events, report.Findings.Select(finding => place.Number(finding.Sequence)).DefaultIfEmpty(1).Max());
        var x = Axes.Even(place.Unit is { } unit ? $"{unit} of the trace" : "sequence number", 0, last);
        var width = (x.To - x.From) / bins;
        x = x with { Label = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{x.Label}, {width:#,0.##} a bar") };
        BarSeries[] series = [.. ByRule(report, MostSeries).Select(of => new BarSeries(of.Name, Counts(of.Findings, place, width, bins)))];
        return Build("Rules broken over the run", report, x, width, series, hash);
    }

    /// <summary>A bar for each rule that was broken.</summary>
    public static BarChart OfRules(TraceReport report, string? hash = null)
    {
        var rules = ByRule(report, MostBars).ToArray();
        var x = new Axis("rule", 0, Math.Max(rules.Length, 1), [.. rules.Select((rule, i) => new Tick(i + 0.5, rule.Name))]);
        BarSeries[] series = [.. rules.Select((rule, i) => new BarSeries(rule.Name, [.. rules.Select((_, bin) => bin == i ? rule.Findings.Count() : 0)]))];
        return Build("Rules broken", report, x, 1, series, hash) with { NamesSeries = false };
    }

    private static BarChart Build(string title, TraceReport report, Axis x, double binWidth, BarSeries[] series, string? hash)
    {
        var bins = series.Select(of => of.Counts.Count).DefaultIfEmpty(0).Max();
        var highest = Enumerable.Range(0, bins).Select(bin => series.Sum(of => of.Counts[bin])).DefaultIfEmpty(0).Max();
        var rules = report.Findings.DistinctBy(finding => finding.Rule.Id).Count();
        return new BarChart(
            OriginKey.Title(title, report),
            report.Findings.Count == 0 ? Nothing(report) : $"{Counted(report.Findings.Count, "finding")} of {Counted(rules, "rule")} in {report.Events:N0} events.",
            x, Axes.Whole("findings", highest), binWidth, series)
        {
            Key = [OriginKey.Of(report, hash)],
        };
    }

    // An empty frame tells as much of what was put to the test as of what was not.
    private static string Nothing(TraceReport report)
    {
        var tested = report.Rules.Where(rule => rule.Checked > 0).ToArray();
        return $"No finding in {report.Events:N0} events: {Counted(tested.Length, "rule")} put to the test {tested.Sum(rule => rule.Checked):N0} times.";
    }

    private static string Counted(int count, string noun) => $"{count:N0} {noun}{(count == 1 ? "" : "s")}";

    // By id as long as there is room for each; else the rarest together, as the last.
    private static IEnumerable<(string Name, IEnumerable<Finding> Findings)> ByRule(TraceReport report, int most)
    {
        var rules = report.Findings.GroupBy(finding => finding.Rule.Id)
            .OrderByDescending(rule => rule.Count()).ThenBy(rule => rule.Key, StringComparer.Ordinal).ToArray();
        var own = rules.Length <= most ? rules.Length : most - 1;
        foreach (var rule in rules.Take(own).OrderBy(rule => rule.Key, StringComparer.Ordinal)) yield return (rule.Key, rule);
        if (own < rules.Length) yield return ($"{rules.Length - own} other rules", rules.Skip(own).SelectMany(rule => rule));
    }

    private static int[] Counts(IEnumerable<Finding> findings, EventPlace place, double width, int bins)
    {
        var counts = new int[bins];
        foreach (var finding in findings) counts[Math.Clamp((int)(place.Number(finding.Sequence) / width), 0, bins - 1)]++;
        return counts;
    }
}
