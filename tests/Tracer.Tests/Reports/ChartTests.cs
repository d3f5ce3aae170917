using System.Text;
using System.Xml.Linq;
using Tracer.Analysis;
using Tracer.Reports.Charts;
using Tracer.Reports.Charts.Svg;

namespace Tracer.Tests.Reports;

public sealed class ChartTests
{
    private readonly ReclaimUnderAac2fea9 run = new();

    [Fact]
    public void Tasks_are_lanes_with_what_they_held_and_did()
    {
        var chart = Lanes(run.NoBracket);
        Assert.Equal("N01 violated at #2409 in try_to_unmap_one, run.nettrace", chart.Title);
        Assert.Equal(["CPU 0/KVM-904", "kswapd0-61"], chart.Lanes.Select(lane => lane.Name));
        Assert.Equal(["kvm fault 0-4 row 0", "mmu_lock (spin) 1-3 row 1"], chart.Lanes[0].Spans.Select(Words));
        Assert.Equal(
            [
                "shrink_page_list 5-21.5 row 0", "folio 0x10640c (bit lock) 6-19 row 1", "anon_vma 0x7e8 (read) 7-18 row 2", "ptl 0x9a8 (spin) 9-14 row 3",
                "amd-iommu invalidate_range 16-17 row 3",
            ],
            chart.Lanes[1].Spans.Select(Words));
        Assert.Equal(
            ["10 Change B culprit", "11 Flush", "12 Change", "15 Invalidation", "20 PageFreed"],
            chart.Lanes[1].Marks.Select(mark => $"{mark.At} {mark.Kind}{(mark.Tag is null ? "" : $" {mark.Tag}")}{(mark.IsCulprit ? " culprit" : "")}"));
        Assert.True(chart.Lanes[1].Spans[0].GoesOn);
        Assert.Empty(chart.Breaks);
        Assert.Equal(new Tick(10, "N01.no-bracket"), chart.Violation);
        Assert.Equal("B = #2409 kswapd0-61 clears PTE 0x7f1526610000 in try_to_unmap_one", chart.Key[1]);

        static string Words(Span span) => $"{span.Label} {span.From}-{span.To} row {span.Row}";
    }

    [Fact]
    public void Letters_are_those_of_the_explanation()
    {
        var chart = Lanes(run.NoBracket);
        Assert.Equal(["A = #2401", "B = #2409", "Then  B t", "      let", "Seen  S01"], chart.Key.Select(line => line[..9]));
        Assert.Equal(
            ["A@2", "B@10", "S01@21"],
            chart.Lanes.SelectMany(lane => lane.Marks).Where(mark => mark.Tag is not null).OrderBy(mark => mark.At).Select(mark => $"{mark.Tag}@{mark.At}"));
    }

    [Fact]
    public void What_lies_far_from_every_witness_is_left_out_and_a_break_says_so()
    {
        var chart = Lanes(run.NoBracket, margin: 2);
        Assert.Equal("2399 2400 2401 2402 2403 2407 2408 2409 2410 2411 2418 2419 2420", string.Join(' ', chart.X.Ticks.Select(tick => tick.Label)));
        Assert.Equal([5, 11], chart.Breaks);
        Assert.Contains(chart.Lanes[1].Spans, span => span is { Label: "anon_vma 0x7e8 (read)", BeganBefore: false, From: 5 });
    }

    [Fact]
    public void A_long_window_keeps_what_is_next_to_the_witnesses()
    {
        for (var i = 0; i < 300; i++) run.Stream.Add("kswapd0-61", new TlbFlushed { Mm = new(3) });
        var chart = Lanes(run.NoBracket, margin: 10_000);
        Assert.InRange(chart.X.Ticks.Count, 20, 60);
        Assert.Contains(chart.X.Ticks, tick => tick.Label == "2409");
        Assert.Contains(chart.X.Ticks, tick => tick.Label == "2401");
    }

    [Fact]
    public void A_lock_taken_before_the_trace_began_is_held_from_the_edge()
    {
        var stream = new EventStream();
        stream.Add("a-1", new LockReleased { Lock = new(4), Class = LockClass.PageTable });
        var culprit = stream.Add("a-1", new PteChanged { Mm = new(3), Address = new(0x1000) });
        var finding = ReclaimUnderAac2fea9.Of(ReclaimUnderAac2fea9.N11, culprit, [new("change", culprit), new("culprit", culprit)]);
        var builder = new LaneChartBuilder(finding, run.Report);
        stream.Feed(builder);
        var span = Assert.Single(builder.Build().Lanes[0].Spans);
        Assert.True(span is { BeganBefore: true, GoesOn: false, From: -0.5, To: 0 });
    }

    [Fact]
    public void The_same_lock_taken_again_is_a_span_of_its_own_and_inner_ones_end_first()
    {
        var stream = new EventStream();
        var begin = new OperationBegan { Operation = new(1), Address = VirtualAddress.Unknown };
        stream.Add("a-1", begin);
        stream.Add("a-1", begin);
        stream.Add("a-1", new OperationEnded());
        var culprit = stream.Add("a-1", new PteChanged { Mm = new(3), Address = new(0x1000) });
        stream.Add("a-1", new OperationEnded());
        var finding = ReclaimUnderAac2fea9.Of(ReclaimUnderAac2fea9.N11, culprit, [new("change", culprit), new("culprit", culprit)]);
        var builder = new LaneChartBuilder(finding, run.Report);
        stream.Feed(builder);
        Assert.Equal([(0, 4, 0), (1, 2, 1)], builder.Build().Lanes[0].Spans.Select(span => ((int)span.From, (int)span.To, span.Row)));
    }

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
    public void Over_time_the_axis_spans_the_findings()
    {
        var chart = ViolationsChart.OverTime(run.Report, bins: 4);
        Assert.Equal("time, ms", chart.X.Label);
        Assert.Equal(3, chart.Series.Sum(series => series.Counts.Sum()));
        Assert.InRange(run.NoBracket.Culprit.Header.TimestampNs / 1e6, chart.X.From, chart.X.To);
    }

    [Fact]
    public void No_finding_is_an_empty_chart() => Assert.Empty(ViolationsChart.OverSequence(run.Report with { Findings = [] }).Series);

    [Fact]
    public void Svg_is_well_formed_says_everything_and_is_the_same_each_time()
    {
        run.Stream.Add("a\u0001<&\"b-5", new PageInvalidated { Mm = new(3) });
        foreach (var chart in new Chart[] { Lanes(run.NoBracket), ViolationsChart.OverSequence(run.Report) })
        {
            var svg = Svg(chart);
            var texts = XDocument.Parse(svg).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToArray();
            Assert.Contains(chart.Title, texts);
            Assert.Contains(chart.Subtitle, texts);
            Assert.Contains(chart.X.Label, texts);
            Assert.Contains(chart.Y.Label, texts);
            Assert.Equal(svg, Svg(chart));
            Assert.DoesNotContain("\r", svg);
        }
    }

    private LaneChart Lanes(Finding finding, int margin = SequenceWindow.DefaultMargin)
    {
        var builder = new LaneChartBuilder(finding, run.Report, new SequenceWindow(finding, margin));
        run.Stream.Feed(builder);
        return builder.Build();
    }

    private static string Svg(Chart chart)
    {
        using var bytes = new MemoryStream();
        new SvgRenderer().Render(chart, bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
