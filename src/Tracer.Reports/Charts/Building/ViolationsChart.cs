using Tracer.Analysis;
using Tracer.Analysis.Explaining;

namespace Tracer.Reports.Charts;

/// <summary>When in a run its rules were broken: findings of each rule, counted in bins.</summary>
public static class ViolationsChart
{
    public const int DefaultBins = 50;

    /// <summary>The chart over the sequence numbers, from the trace's first to the last that is known.</summary>
    public static BarChart OverSequence(TraceReport report, int bins = DefaultBins)
    {
        var place = EventPlace.In(report);
        var last = Math.Max(report.Events, report.Findings.Select(finding => place.Number(finding.Sequence)).DefaultIfEmpty(1).Max());
        return Build(report, bins, place.CountsLines ? "line of the trace" : "sequence number", 0, last, finding => place.Number(finding.Sequence));
    }

    /// <summary>The chart over time, in milliseconds, from the first finding to the last.</summary>
    public static BarChart OverTime(TraceReport report, int bins = DefaultBins)
    {
        var times = report.Findings.Select(Milliseconds).DefaultIfEmpty(0).ToArray();
        return Build(report, bins, "time, ms", times.Min(), times.Max(), Milliseconds);
    }

    private static BarChart Build(TraceReport report, int bins, string label, double from, double to, Func<Finding, double> at)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var x = Axes.Even(label, from, to > from ? to : from + 1);
        var width = (x.To - x.From) / bins;
        var series = report.Findings.GroupBy(finding => finding.Rule.Id).OrderBy(rule => rule.Key, StringComparer.Ordinal)
            .Select(rule => new BarSeries(rule.Key, Counts(rule.Select(at), x.From, width, bins))).ToArray();
        var highest = Enumerable.Range(0, bins).Max(bin => series.Sum(of => of.Counts[bin]));
        return new BarChart(
            $"Rules broken over the run, {report.Path}",
            report.Findings.Count == 0 ? "No finding." : $"{report.Findings.Count:N0} findings of {series.Length} rules in {report.Events:N0} events.",
            x, Axes.Whole("findings", highest), width, series);
    }

    private static int[] Counts(IEnumerable<double> places, double from, double width, int bins)
    {
        var counts = new int[bins];
        foreach (var place in places) counts[Math.Clamp((int)((place - from) / width), 0, bins - 1)]++;
        return counts;
    }

    private static double Milliseconds(Finding finding) => finding.Culprit.Header.TimestampNs / 1e6;
}
