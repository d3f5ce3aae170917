namespace Tracer.Tests.Traces.Nettrace;

[Collection(NettraceCollection.Name)]
public sealed class LossTests : IDisposable
{
    private readonly Recordings recordings = new();

    public void Dispose() => recordings.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_hole_in_a_run_is_an_event_where_it_is_and_a_gap(bool packed)
    {
        var run = Recordings.Run(changes: 1000);
        VmEvent[] written = [.. run[..400], .. run[403..]];

        var (read, completeness) = Recordings.Read(recordings.Record(written, packed));

        Assert.Equal([new Gap(400, null, 3)], completeness.Gaps);
        Assert.False(completeness.EndsInMiddle);
        Assert.Equal(EventKind.EventsLost, read[400].Header.Kind);
        Assert.Equal(3, read[400].As<EventsLost>().Count);
        Assert.Equal(401, read[400].Header.Sequence);
        Assert.Equal(written, read.Where(e => e.Header.Kind != EventKind.EventsLost));
    }

    [Fact]
    public void Reading_recording_and_reading_again_counts_a_loss_once()
    {
        var run = Recordings.Run(changes: 100);
        var (once, first) = Recordings.Read(recordings.Record([.. run[..40], .. run[43..]]));

        var (twice, second) = Recordings.Read(recordings.Record(once));

        Assert.Equal(once, twice);
        Assert.Equal(first.Gaps, second.Gaps);
    }

    [Fact]
    public void A_count_that_is_too_low_at_the_end_is_a_gap()
    {
        var run = Recordings.Run(changes: 100);
        run[^1] = VmEvent.Of(run[^1].As<RunEnded>() with { Events = run.Length + 5 });

        var (_, completeness) = Recordings.Read(recordings.Record(run));

        Assert.Equal(5, Assert.Single(completeness.Gaps).Lost);
    }

    [Fact]
    public void A_run_without_its_end_ends_in_the_middle()
    {
        var (_, completeness) = Recordings.Read(recordings.Record(Recordings.Run(changes: 100).AsSpan(..^1)));

        Assert.True(completeness.EndsInMiddle);
        Assert.Equal("the recording ends early; the last event read is #103, the one that closes the run is not there", completeness.Missing);
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 40, 4)]
    [InlineData(30, 40, 33)]
    public void A_run_that_ends_and_does_not_begin_has_lost_events_that_nobody_can_place(int begin, int hole, int lost)
    {
        var run = Recordings.Run(changes: 100);

        var (_, completeness) = Recordings.Read(recordings.Record([.. run[begin..].Where((_, i) => hole == 0 || i < hole || i >= hole + 3)]));

        Assert.Equal(lost, completeness.Unplaced);
    }

    [Theory]
    [InlineData(40, 41, GapCause.Doubled)]
    [InlineData(38, 41, GapCause.TimeBack)]
    [InlineData(103, 104, GapCause.Doubled)]
    public void What_comes_again_is_left_out_and_a_gap(int from, int to, GapCause cause)
    {
        var run = Recordings.Run(changes: 100);

        var (read, completeness) = Recordings.Read(recordings.Record([.. run[..to], .. run[from..to], .. run[to..]]));

        Assert.Equal([new Gap(to, null, null) { Cause = cause }], completeness.Gaps);
        Assert.Equal(run, read.Where(e => e.Header.Kind != EventKind.EventsLost));
        Assert.Equal(EventKind.EventsLost, read[to].Header.Kind);
    }

    [Fact]
    public void What_comes_late_is_left_out_and_two_gaps()
    {
        var run = Recordings.Run(changes: 100);

        var (read, completeness) = Recordings.Read(recordings.Record([.. run[..40], run[41], run[40], .. run[42..]]));

        Assert.Equal([new Gap(40, null, 1), new Gap(42, null, null) { Cause = GapCause.TimeBack }], completeness.Gaps);
        Assert.Equal([.. run[..40], .. run[41..]], read.Where(e => e.Header.Kind != EventKind.EventsLost));
    }

    // One damaged number must not make all that follow it come late.
    [Fact]
    public void A_number_far_ahead_leads_astray_for_a_while()
    {
        var run = Recordings.Run(changes: 1000);
        var written = run.ToArray();
        written[400].Header.Sequence = 1L << 40;

        var (read, completeness) = Recordings.Read(recordings.Record(written));

        Assert.Equal([new Gap(400, null, (1L << 40) - 401), new Gap(1L << 40, null, null) { Cause = GapCause.TimeBack }], completeness.Gaps);
        Assert.Equal(run[500..], read[^(run.Length - 500)..]);
    }

    [Fact]
    public void What_follows_a_loss_with_which_a_trace_begins_is_not_late()
    {
        VmEvent[] written = [VmEvent.Of(new EventsLost { Count = 3, OnCpu = -1 }), VmEvent.Of(new MightSleep { Header = new EventHeader { Sequence = -7 } })];

        Assert.Equal(written, Recordings.Read(recordings.Record(written)).Events);
    }

    [Fact]
    public void Losses_without_end_are_told_up_to_a_bound()
    {
        var gaps = new GapTally();
        for (var i = 0; i < 3 * GapTally.MostTold; i++) gaps.Add(new Gap(2 * i, null, 1));

        Assert.Equal(GapTally.MostTold, gaps.All.Count);
        Assert.Equal(3 * GapTally.MostTold, gaps.All.Sum(gap => gap.Lost));
    }

    [Fact]
    public void A_trace_that_is_no_run_may_number_its_events_with_holes()
    {
        var written = Recordings.Run(changes: 100)[10..^1].Where((_, i) => i % 3 == 0).ToArray();

        var (read, completeness) = Recordings.Read(recordings.Record(written));

        Assert.Equal(written, read);
        Assert.Equal(new Completeness(true, true, completeness.Gaps), completeness);
        Assert.Empty(completeness.Gaps);
    }
}
