using Tracer.Testing.Faults;
using Tracer.Traces.Recording;

namespace Tracer.Tests.Traces.Nettrace;

/// <summary>A recording on a disk that fails or is slow.</summary>
[Collection(NettraceCollection.Name)]
public sealed class FaultyDiskTests : IDisposable
{
    private readonly Recordings recordings = new();

    public void Dispose() => recordings.Dispose();

    // Far more than the session holds back for a reader: it would wait for one for ever.
    [Theory]
    [InlineData(0, "No space left on device")]
    [InlineData(1000, "Input/output error")]
    [InlineData(3_000_000, "No space left on device")]
    public void A_disk_that_fails_ends_the_recording_and_is_told(long at, string fault)
    {
        var path = recordings.PathOf("run.nettrace");
        using var recorder = NettraceRecorder.Start(path, packed: false, new NettraceRecorder.Settings
        {
            Through = file => new FaultyStream(file) { FailsAt = at, Fault = () => new IOException(fault) },
        });
        recorder.Accept(Recordings.Run(changes: 100_000));

        var failure = Assert.Throws<IOException>(recorder.Finish);

        Assert.Equal($"{path}: cannot be written: {fault}; what was recorded stays in {recorder.PartialPath}", failure.Message);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_disk_that_fails_ends_a_long_run_before_its_end()
    {
        using var recorder = NettraceRecorder.Start(recordings.PathOf("run.nettrace"), packed: false, new NettraceRecorder.Settings
        {
            BufferMegabytes = 4,
            Through = file => new FaultyStream(file) { FailsAt = 1000 },
        });
        var run = Recordings.Run(changes: 10_000);

        Assert.Throws<IOException>(() =>
        {
            for (var i = 0; i < 1000; i++) recorder.Accept(run);
        });
    }

    // The file waits for longer than anything may take that is taken for lost.
    [Fact]
    public void A_slow_disk_loses_nothing()
    {
        var run = Recordings.Run(changes: 200_000);
        var path = recordings.PathOf("run.nettrace");
        var writes = 0;
        using (var recorder = NettraceRecorder.Start(path, packed: false, new NettraceRecorder.Settings
        {
            BufferMegabytes = 8,
            Through = file => new FaultyStream(file) { BeforeWrite = () => Stall(++writes) },
        }))
        {
            recorder.Accept(run);
            recorder.Finish();
        }

        Assert.Empty(Recordings.Read(path).Completeness.Gaps);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_the_runtime_dropped_is_told_and_the_file_does_not_get_its_name(bool packed)
    {
        var run = Recordings.Run(changes: 200_000);
        var path = recordings.PathOf("run.nettrace");
        using var ready = new ManualResetEventSlim();
        using var recorder = NettraceRecorder.Start(path, packed, new NettraceRecorder.Settings
        {
            BufferMegabytes = 1,
            Waits = false,
            Through = file => new FaultyStream(file) { BeforeWrite = ready.Wait },
        });
        recorder.Accept(run);
        ready.Set();

        var loss = Assert.Throws<EventsLostException>(recorder.Finish);

        Assert.False(File.Exists(path));
        var (read, held) = Recordings.Read(loss.Path);
        Assert.Equal(run.Length - read.Count(e => e.Header.Kind != EventKind.EventsLost), loss.Lost);
        Assert.InRange(loss.Lost, 1000, run.Length);
        if (!packed) Assert.Equal(loss.Lost, held.Lost);
    }

    // A disk that stands still is what is tried: two seconds are the patience of the recorder.
    private static void Stall(int write)
    {
        using var never = new ManualResetEventSlim();
        if (write == 3) never.Wait(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }
}
