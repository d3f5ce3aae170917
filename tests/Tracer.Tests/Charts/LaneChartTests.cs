using Tracer.Tests.Reports;

namespace Tracer.Tests.Charts;

public sealed class LaneChartTests
{
    private readonly ReclaimUnderAac2fea9 run = new();

    [Fact]
    public void Tasks_are_lanes_with_what_they_held_and_did()
    {
        var chart = Lanes(run.NoBracket);
        Assert.Equal("N01 violated at #2409 in try_to_unmap_one, protocol aac2fea9, run.nettrace", chart.Title);
        Assert.Equal(["CPU 0/KVM-904", "kswapd0-61"], chart.Lanes.Select(lane => lane.Name));
        Assert.Equal(["kvm fault 0-4 row 0", "mmu_lock (spin) 1-3 row 1"], chart.Lanes[0].Spans.Select(Words));
        Assert.Equal(
            [
                "shrink_page_list 5-21.5 row 0", "folio 0x10640c (bit lock) 6-19 row 1", "anon_vma 0x7e8 (read) 7-18 row 2", "ptl 0x9a8 (spin) 9-14 row 3",
                "bracket missing 9.5-10.5 row 4", "amd-iommu invalidate_range 16-17 row 3",
            ],
            chart.Lanes[1].Spans.Select(Words));
        Assert.Equal(
            ["10 Change B culprit", "11 Flush", "12 Change", "15 Invalidation", "20 PageFreed"],
            chart.Lanes[1].Marks.Select(mark => $"{mark.At} {mark.Kind}{(mark.Tag is null ? "" : $" {mark.Tag}")}{(mark.IsCulprit ? " culprit" : "")}"));
        Assert.True(chart.Lanes[1].Spans[0].GoesOn);
        Assert.Empty(chart.Breaks);
        Assert.Equal(new Tick(10, "N01.no-bracket"), chart.Violation);
        Assert.Equal(new KeyLine("", "B = #2409 kswapd0-61 clears PTE 0x7f1526610000 in try_to_unmap_one"), chart.Key[1]);

        static string Words(Span span) => $"{span.Label} {span.From}-{span.To} row {span.Row}";
    }

    [Fact]
    public void Letters_are_those_of_the_explanation()
    {
        var chart = Lanes(run.NoBracket);
        Assert.Equal(["Let A = #2401", " B = #2409 ks", "Then B takes", "Seen S01 at #", "From protocol"], chart.Key.Select(line => $"{line.Lead} {line.Text}"[..13].TrimEnd()));
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
    public void Tasks_that_there_is_no_lane_for_are_the_farthest_and_are_counted()
    {
        foreach (var i in Enumerable.Range(1, 9)) run.Stream.Add($"reader-{i}", new TlbFlushed { Mm = new(3) });
        var chart = Lanes(run.NoBracket);

        Assert.Equal(["CPU 0/KVM-904", "kswapd0-61", "reader-1", "reader-2", "reader-3", "reader-4"], chart.Lanes.Select(lane => lane.Name));
        Assert.Equal("5 other tasks and 5 events between #2399 and #2429 are not drawn.", chart.LeftOut);
    }

    [Fact]
    public void Events_that_there_is_no_room_for_are_counted_too()
    {
        for (var i = 0; i < 300; i++) run.Stream.Add("kswapd0-61", new TlbFlushed { Mm = new(3) });
        var chart = Lanes(run.NoBracket, margin: 10_000);

        Assert.Equal($"{322 - chart.X.Ticks.Count} events between #2399 and #2720 are not drawn.", chart.LeftOut);
    }

    [Fact]
    public void Nothing_is_said_where_nothing_is_left_out() => Assert.Null(Lanes(run.NoBracket).LeftOut);

    [Fact]
    public void A_lane_is_never_higher_than_a_page()
    {
        var stream = new EventStream();
        for (var i = 0; i < 20; i++) stream.Add("a-1", new LockAcquired { Lock = new(i + 1), Class = LockClass.Folio });
        var culprit = stream.Add("a-1", new PteChanged { Mm = new(3), Address = new(0x1000) });
        var chart = Around(stream, culprit);

        Assert.Equal((12, 12), (chart.Lanes[0].Rows, chart.Lanes[0].Spans.Count));
        Assert.Equal("8 spans between #1 and #21 are not drawn.", chart.LeftOut);
        Assert.Contains(chart.Lanes[0].Spans, span => span.From == 19);
    }

    [Fact]
    public void What_the_trace_does_not_end_never_ended()
    {
        var chart = Lanes(run.NoBracket);

        Assert.Equal((SpanEnd.Unended, true), (chart.Lanes[1].Spans[0].End, chart.Lanes[1].Spans[0].GoesOn));
        Assert.All(chart.Lanes[1].Spans.Skip(1), span => Assert.Equal((SpanEnd.Paired, false), (span.End, span.GoesOn)));
    }

    [Fact]
    public void Several_oracles_at_one_event_are_all_named()
    {
        run.NoBracket.ConfirmedBy.Add(run.Outcome with { Rule = ReclaimUnderAac2fea9.S01 with { Id = "S02" } });
        Assert.Contains("S01 S02", Lanes(run.NoBracket).Lanes.SelectMany(lane => lane.Marks).Select(mark => mark.Tag));
    }

    [Fact]
    public void A_lock_of_which_only_the_release_is_seen_is_drawn_as_unknown_and_nowhere_but_at_the_release()
    {
        var stream = new EventStream();
        stream.Add("a-1", new LockReleased { Lock = new(4), Class = LockClass.PageTable });
        var culprit = stream.Add("a-1", new PteChanged { Mm = new(3), Address = new(0x1000) });
        var span = Assert.Single(Around(stream, culprit).Lanes[0].Spans);
        Assert.True(span is { BeganBefore: true, GoesOn: false, From: -0.5, To: 0, IsBeginUnknown: true });
    }

    [Fact]
    public void A_lock_whose_first_sign_is_a_release_far_behind_the_window_is_not_drawn_as_held()
    {
        var stream = new EventStream();
        var culprit = stream.Add("a-1", new PteChanged { Mm = new(3), Address = new(0x1000) });
        for (var i = 0; i < 2 * SequenceWindow.DefaultMargin; i++) stream.Add("a-1", new TlbFlushed { Mm = new(3) });
        stream.Add("a-1", new LockReleased { Lock = new(4), Class = LockClass.Other });

        Assert.Empty(Around(stream, culprit).Lanes[0].Spans);
    }

    [Fact]
    public void The_same_section_entered_again_is_a_span_of_its_own_and_inner_ones_end_first()
    {
        var stream = new EventStream();
        var begin = new AtomicEntered { Section = AtomicSection.RcuRead };
        stream.Add("a-1", begin);
        stream.Add("a-1", begin);
        stream.Add("a-1", new AtomicLeft { Section = AtomicSection.RcuRead });
        var culprit = stream.Add("a-1", new PteChanged { Mm = new(3), Address = new(0x1000) });
        stream.Add("a-1", new AtomicLeft { Section = AtomicSection.RcuRead });
        Assert.Equal([(0, 4, 0), (1, 2, 1)], Around(stream, culprit).Lanes[0].Spans.Select(span => ((int)span.From, (int)span.To, span.Row)));
    }

    [Fact]
    public void A_bracket_that_is_missing_is_drawn_around_what_proves_it_and_only_where_it_is_the_fault()
    {
        var ghost = Assert.Single(Lanes(run.NoBracket).Lanes[1].Spans, span => span.IsMissing);
        Assert.Equal((SpanKind.Bracket, 9.5, 10.5), (ghost.Kind, ghost.From, ghost.To));
        var other = run.NoBracket with { Reason = run.NoBracket.Reason with { LacksBracket = false } };
        Assert.DoesNotContain(Lanes(other).Lanes.SelectMany(lane => lane.Spans), span => span.IsMissing);
    }

    [Fact]
    public void Any_place_can_be_drawn_without_a_finding()
    {
        var builder = new LaneChartBuilder(new PlaceSubject(2411, run.Report), SequenceWindow.Around(2411, EventPlace.In(run.Report), margin: 3));
        run.Stream.Replay(builder.ListenTo);
        var chart = builder.Build("0123");
        Assert.Equal("event 2411, protocol aac2fea9, run.nettrace", chart.Title);
        Assert.Equal((Focus.Place, "#2411"), (chart.Focus, chart.Violation.Label));
        Assert.Equal(["2408", "2409", "2410", "2411", "2412", "2413", "2414"], chart.X.Ticks.Select(tick => tick.Label));
        Assert.DoesNotContain(chart.Lanes.SelectMany(lane => lane.Marks), mark => mark.IsCulprit || mark.Tag is not null);
        Assert.Contains(", hash 0123, drawn by Tracer ", chart.Key.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_page_all_that_passes_is_drawn_with_what_lasted_around_it()
    {
        var builder = new LaneChartBuilder(new PageSubject("0x7f1526610000", run.Report), SequenceWindow.Whole) { Only = e => e.Header.Kind is EventKind.PteChanged or EventKind.PteRead };
        run.Stream.Replay(builder.ListenTo);
        var chart = builder.Build();
        Assert.Equal(Focus.None, chart.Focus);
        Assert.Empty(chart.Breaks);
        Assert.All(chart.Lanes.SelectMany(lane => lane.Marks), mark => Assert.Equal(MarkKind.Change, mark.Kind));
        Assert.Contains(chart.Lanes.Single(lane => lane.Name == "kswapd0-61").Spans, span => span.Label == "ptl 0x9a8 (spin)");
        Assert.DoesNotContain(chart.Lanes.SelectMany(lane => lane.Spans), span => span.Label.Contains("kvm fault", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_there_is_nothing_to_draw_that_is_said()
    {
        var builder = new LaneChartBuilder(new PlaceSubject(99_999, run.Report), SequenceWindow.Around(99_999, EventPlace.In(run.Report)));
        run.Stream.Replay(builder.ListenTo);
        Assert.Equal("run.nettrace: there is no event to draw", Assert.Throws<ArgumentException>(() => builder.Build()).Message);
    }

    [Fact]
    public void An_interrupt_has_a_lane_of_its_own_and_holds_nothing_when_it_is_over()
    {
        var stream = new EventStream();
        stream.Add("a-1", new LockAcquired { Lock = new(4), Class = LockClass.Other }, context: ContextFlags.HardIrq);
        var culprit = stream.Add("a-1", new PteChanged { Mm = new(3), Address = new(0x1000) });
        Assert.DoesNotContain(Around(stream, culprit).Lanes.SelectMany(lane => lane.Spans), span => !span.IsMissing);
    }

    [Fact]
    public void How_long_things_were_held_is_counted_by_powers_of_two()
    {
        var holds = new HoldsChart();
        run.Stream.Replay(holds.ListenTo);
        var chart = holds.Build(run.Report);
        var locks = chart.Series.Single(series => series.Kind == SpanKind.PageTableLock);
        Assert.Equal(1, locks.Counts.Sum());

        // Five events of 1,250 ns.
        Assert.Equal("4.1us", chart.X.Ticks[locks.Counts.ToList().IndexOf(1)].Label);
        Assert.All(chart.X.Ticks.Zip(chart.X.Ticks.Skip(1)), pair => Assert.Equal(1, pair.Second.At - pair.First.At));
        Assert.Contains("The longest, ", chart.Subtitle, StringComparison.Ordinal);
    }

    private LaneChart Around(EventStream stream, VmEvent culprit)
    {
        var finding = ReclaimUnderAac2fea9.Of(ReclaimUnderAac2fea9.N11, culprit, [new("change", culprit), new("culprit", culprit)]);
        var builder = new LaneChartBuilder(finding, run.Report);
        stream.Replay(builder.ListenTo);
        return builder.Build();
    }

    private LaneChart Lanes(Finding finding, int margin = SequenceWindow.DefaultMargin)
    {
        var builder = new LaneChartBuilder(finding, run.Report, new SequenceWindow(finding, margin));
        run.Stream.Replay(builder.ListenTo);
        return builder.Build();
    }
}
