using System.IO.Compression;

namespace Tracer.Tests.Traces.Nettrace;

[Collection(NettraceCollection.Name)]
public sealed class TraceFileTests : IDisposable
{
    private readonly Recordings recordings = new();

    public void Dispose() => recordings.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_tells_its_protocol(bool packed)
    {
        using var trace = TraceFile.Open(recordings.Record(Recordings.Run(changes: 10), packed, "a name that says nothing.txt"));

        Assert.Equal(new TraceOrigin(TraceSourceKind.Nettrace, "aac2fea9", null, KnownFrom.Header), trace.Origin);
    }

    [Fact]
    public void A_gzipped_recording_is_read_like_a_plain_one()
    {
        var written = Recordings.Run(changes: 10);
        var path = recordings.PathOf("run.nettrace.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest)) gzip.Write(File.ReadAllBytes(recordings.Record(written)));

        using var trace = TraceFile.Open(path);
        var read = new EventList();
        trace.Read(read);

        Assert.Equal(path, trace.Path);
        Assert.Equal(written, read.Events);
    }

    [Fact]
    public void A_foreign_recording_has_no_events_and_says_so()
    {
        using var trace = TraceFile.Open(recordings.RecordForeign());
        var read = new EventList();

        var completeness = trace.Read(read);

        Assert.Empty(read.Events);
        Assert.Matches("^no event of provider Tracer-Vm, but .*100 of Tracer-Tests-Foreign", completeness.Missing);
        Assert.Equal(new TraceOrigin(TraceSourceKind.Nettrace, null, null, KnownFrom.None, completeness.Missing), trace.Origin);
    }

    [Fact]
    public void A_missing_file_is_one_line() => Assert.EndsWith("missing.nettrace: there is no such file", Refusal("missing.nettrace", null), StringComparison.Ordinal);

    [Fact]
    public void A_directory_is_one_line() => Assert.Contains("is a directory; a trace is", Refusal(".", null), StringComparison.Ordinal);

    [Fact]
    public void An_empty_file_is_one_line() => Assert.Contains("is empty; a trace is", Refusal("empty", []), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_binary_is_one_line() => Assert.Contains("begins with 00ff, a binary form that is not known", Refusal("binary", [0, 255]), StringComparison.Ordinal);

    [Fact]
    public void A_torn_trace_dat_is_one_line() =>
        Assert.Contains("a damaged trace.dat: at byte 12 it ends within the byte order", Refusal("trace.dat", [0x17, 0x08, 0x44, .. "tracing6\0"u8]), StringComparison.Ordinal);

    [Fact]
    public void A_broken_gzip_is_one_line() => Assert.Contains("cannot be read", Refusal("broken.gz", [0x1f, 0x8b, 1, 2, 3, 4]), StringComparison.Ordinal);

    private string Refusal(string name, byte[]? content)
    {
        var path = recordings.PathOf(name);
        if (content is not null) File.WriteAllBytes(path, content);
        var message = Assert.Throws<TraceFormatException>(() => TraceFile.Open(path)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
