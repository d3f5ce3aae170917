using Tracer.Tests.Reports;

namespace Tracer.Tests.Charts;

public sealed class ViolationsChartTests
{
    private readonly ReclaimUnderAac2fea9 run = new();

    [Fact]
    public void Findings_are_counted_by_rule_in_bins()
    {
        var chart = ViolationsChart.OverSequence(run.Report, bins: 10);
        Assert.Equal((0, 2500), (chart.X.From, chart.X.To));
        Assert.Equal(["N01", "N11", "S01"], chart.Series.Select(series => series.Name));
        Assert.All(chart.Series, series => Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 1], series.Counts));
        Assert.Equal(3, chart.Y.To);
    }

    [Fact]
    public void Each_rule_has_a_bar()
    {
        var chart = ViolationsChart.OfRules(run.Report);
        Assert.Equal([new Tick(0.5, "N01"), new Tick(1.5, "N11"), new Tick(2.5, "S01")], chart.X.Ticks);
        Assert.Equal([[1, 0, 0], [0, 1, 0], [0, 0, 1]], chart.Series.Select(series => series.Counts.ToArray()));
        Assert.Equal(["N01", "N11", "S01"], chart.Series.Select(series => series.Name));
        Assert.Equal("3 findings of 3 rules in 2,450 events.", chart.Subtitle);
    }

    [Fact]
    public void Of_many_rules_the_rarest_are_counted_together()
    {
        var findings = Enumerable.Range(1, 12).SelectMany(i => Enumerable.Repeat(run.NoBracket with { Rule = ReclaimUnderAac2fea9.N01 with { Id = $"X{i:00}" } }, i));
        var chart = ViolationsChart.OverSequence(run.Report with { Findings = [.. findings] }, bins: 1);
        Assert.Equal(["X06", "X07", "X08", "X09", "X10", "X11", "X12", "5 other rules"], chart.Series.Select(series => series.Name));
        Assert.Equal(1 + 2 + 3 + 4 + 5, chart.Series[^1].Counts[0]);
    }

    [Fact]
    public void Three_hundred_findings_are_bars_with_room_between_them()
    {
        var findings = Enumerable.Range(0, 300).Select(i => run.NoBracket with { Culprit = At(i * 97), Rule = ReclaimUnderAac2fea9.N01 with { Id = $"N0{i % 3 + 1}" } });
        var chart = ViolationsChart.OverSequence(run.Report with { Findings = [.. findings], Events = 30_000 });
        Assert.Equal(300, chart.Series.Sum(series => series.Counts.Sum()));
        var bars = new Drawn(chart).Places;
        Assert.InRange(bars.Count, 100, ViolationsChart.DefaultBins * 3);
        Assert.All(bars, bar => Assert.True(bar.Right - bar.Left > 12));
    }

    [Fact]
    public void Without_a_finding_the_chart_tells_what_was_put_to_the_test()
    {
        RuleResult Tested(long times) => new(ReclaimUnderAac2fea9.N01, RuleVerdict.Holds, times, 0, 0, []);
        var chart = ViolationsChart.OverSequence(run.Report with { Findings = [], Rules = [Tested(3), Tested(0), Tested(1_200)] });
        Assert.Empty(chart.Series);
        Assert.Equal("No finding in 2,450 events: 2 rules put to the test 1,203 times.", chart.Subtitle);
    }

    private VmEvent At(long sequence)
    {
        var e = run.NoBracket.Culprit;
        e.Header = e.Header with { Sequence = sequence };
        return e;
    }
}
