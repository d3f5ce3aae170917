namespace Tracer.Tests.Traces.Nettrace;

[Collection(NettraceCollection.Name)]
public sealed class NettraceRecorderTests : IDisposable
{
    private readonly Recordings recordings = new();

    public void Dispose() => recordings.Dispose();

    [Fact]
    public void The_file_has_its_name_only_when_it_is_complete()
    {
        var path = recordings.PathOf("run.nettrace");
        using var recorder = NettraceRecorder.Start(path);
        recorder.Accept(Recordings.Run(changes: 10));
        Assert.False(File.Exists(path));
        Assert.True(File.Exists(recorder.PartialPath));

        recorder.Finish();

        Assert.True(File.Exists(path));
        Assert.False(File.Exists(recorder.PartialPath));
    }

    [Fact]
    public void A_recording_given_up_leaves_a_partial_file_that_can_be_read()
    {
        var path = recordings.PathOf("run.nettrace");
        File.WriteAllText(path, "an older recording");
        var recorder = NettraceRecorder.Start(path);
        using (recorder) recorder.Accept(Recordings.Run(changes: 10).AsSpan(0, 5));

        Assert.Equal("an older recording", File.ReadAllText(path));
        var (read, completeness) = Recordings.Read(recorder.PartialPath);
        Assert.Equal(5, read.Length);
        Assert.True(completeness.EndsInMiddle);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_an_IOException_and_does_not_block_the_next_recording()
    {
        Assert.ThrowsAny<IOException>(() => NettraceRecorder.Start(recordings.PathOf("no/such/folder/run.nettrace")));

        Assert.NotEmpty(Recordings.Read(recordings.Record(Recordings.Run(changes: 1))).Events);
    }

    [Fact]
    public void A_failed_rename_keeps_the_partial_file()
    {
        var path = recordings.PathOf("run.nettrace");
        Directory.CreateDirectory(path);
        using var recorder = NettraceRecorder.Start(path);
        recorder.Accept(Recordings.Run(changes: 10));

        var failure = Assert.ThrowsAny<IOException>(recorder.Finish);

        Assert.Contains(recorder.PartialPath, failure.Message, StringComparison.Ordinal);
        Assert.Equal(14, Recordings.Read(recorder.PartialPath).Events.Length);
    }

    [Fact]
    public void Nothing_is_allocated_per_event()
    {
        var run = Recordings.Run(changes: 10_000);
        using var recorder = NettraceRecorder.Start(recordings.PathOf("run.nettrace"));
        recorder.Accept(run);
        var before = GC.GetAllocatedBytesForCurrentThread();

        recorder.Accept(run);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }
}
