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
