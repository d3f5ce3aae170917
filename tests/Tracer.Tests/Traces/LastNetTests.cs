using System.IO.Compression;
using System.Text;
using Tracer.Testing;

namespace Tracer.Tests.Traces;

/// <summary>What nobody expected in one trace is that trace's one line; what is too large is told with the bound.</summary>
public sealed class LastNetTests : IDisposable
{
    private const string Line = " a-1 [000] d..1. 1.000000: cond_resched: (x+0x0/0x1)\n";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tracer-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("traces/engine/reclaim-aac2fea9-kvm.nettrace", "at event #")]
    [InlineData("traces/inputs/35a-report-latency.txt", "at event #")]
    public void Who_takes_events_and_fails_ends_that_trace_alone(string name, string place)
    {
        var path = RepositoryRoot.At(name);

        var report = Assert.Single(TraceCheck.RunAll(path, new CheckOptions(), new Failing()));

        Assert.Equal(TraceVerdict.Unreadable, report.Verdict);
        Assert.StartsWith($"{path}: internal error {place}", report.Error, StringComparison.Ordinal);
        Assert.EndsWith(", please report; --debug tells more", report.Error, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(report.InternalError);
    }

    [Fact]
    public void Gzip_in_gzip_without_end_is_refused()
    {
        var packed = Encoding.ASCII.GetBytes(Line);
        for (var i = 0; i < 5; i++) packed = Packed(packed);

        Assert.EndsWith("is packed by gzip more than 3 times over", Error(packed), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_end_is_refused() =>
        Assert.EndsWith("line 2 is longer than 1,048,576 bytes", Error(Packed([.. Encoding.ASCII.GetBytes(Line), .. new byte[80 << 20].Select(_ => (byte)'x')])), StringComparison.Ordinal);

    [Theory]
    [InlineData("#\n")]
    [InlineData("x\n")]
    [InlineData("CPU:0 [LOST 1 EVENTS]\n")]
    public void Lines_without_an_event_without_end_are_refused(string line)
    {
        var unit = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(line, 100_000)));
        Assert.EndsWith("is the last of 10,000,001 in a row without an event", Error(Packed([Encoding.ASCII.GetBytes(Line), .. Enumerable.Repeat(unit, 101)])), StringComparison.Ordinal);
    }

    // Every empty line read by itself would be a hundred times the work, which the count shows: none of them is looked at.
    [Fact]
    public void Empty_lines_are_counted_and_no_more()
    {
        var path = Write(Packed([Encoding.ASCII.GetBytes(Line), .. Enumerable.Repeat(new byte[1 << 20].Select(_ => (byte)'\n').ToArray(), 100)]));

        var report = TraceCheck.Run(path, new CheckOptions());

        Assert.Equal(100 << 20, report.Completeness.Lines!.Unused);
        Assert.Null(report.Error);
    }

    // A member's size is that of what it holds, whatever it is: where the next seems to begin, any four bytes may stand before.
    [Fact]
    public void Members_of_any_size_follow_each_other()
    {
        var text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Line, 2000)));

        var report = TraceCheck.Run(Write([.. Packed(text), .. Packed(text), .. Packed(text)]), new CheckOptions());

        Assert.Null(report.Error);
        Assert.Null(report.Completeness.Missing);
    }

    [Fact]
    public void A_packed_recording_is_read_without_a_file_of_its_own()
    {
        var path = Write(Packed(File.ReadAllBytes(RepositoryRoot.At("traces/engine/reclaim-aac2fea9-kvm.nettrace"))));
        using var trace = TraceFile.Open(path);
        var read = new Nettrace.EventList();

        Assert.Null(trace.Read(read).Missing);
        Assert.Equal(Nettrace.Recordings.Read(RepositoryRoot.At("traces/engine/reclaim-aac2fea9-kvm.nettrace")).Events, read.Events);
    }

    private string Error(byte[] file) => TraceCheck.Run(Write(file), new CheckOptions()).Error ?? "";

    private string Write(byte[] file)
    {
        var path = Path.Combine(folder.FullName, "trace.gz");
        File.WriteAllBytes(path, file);
        return path;
    }

    private static byte[] Packed(params IEnumerable<byte[]> parts)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            foreach (var part in parts) gzip.Write(part);
        return packed.ToArray();
    }

    private sealed class Failing : IEventSink
    {
        public void Accept(ReadOnlySpan<VmEvent> events) => throw new InvalidOperationException("in a test");
    }
}
