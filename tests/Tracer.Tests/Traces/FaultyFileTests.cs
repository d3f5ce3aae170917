using System.IO.Compression;
using Tracer.Testing;
using Tracer.Testing.Faults;
using Tracer.Tests.Traces.Nettrace;
using Tracer.Traces.Ftrace;
using Tracer.Traces.Reading;

namespace Tracer.Tests.Traces;

/// <summary>A trace on a bad disk: read in however small pieces it is the same, and a fault of the disk comes through as one.</summary>
[Collection(NettraceCollection.Name)]
public sealed class FaultyFileTests : IDisposable
{
    private readonly Recordings recordings = new();

    public void Dispose() => recordings.Dispose();

    [Theory]
    [InlineData("text")]
    [InlineData("gzip")]
    [InlineData("nettrace")]
    [InlineData("packed")]
    public void Read_in_small_pieces_a_trace_is_the_same(string form)
    {
        var bytes = Bytes(form);
        var whole = Read(form, new MemoryStream(bytes));

        foreach (var size in new[] { 1, 7, 4096 })
            Assert.Equal(whole, Read(form, new FaultyStream(new MemoryStream(bytes)) { ShortRead = size }));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("gzip")]
    public void A_fault_of_the_disk_is_not_the_end_of_the_trace(string form)
    {
        var bytes = Bytes(form);
        var faulty = new FaultyStream(new MemoryStream(bytes)) { FailsAt = bytes.Length / 2, Fault = () => new IOException("Input/output error") };

        Assert.Equal("Input/output error", Assert.Throws<IOException>(() => Read(form, faulty)).Message);
    }

    // TraceEvent stands between the disk and the reader: what it makes of the fault is told as what is missing.
    [Theory]
    [InlineData("nettrace")]
    [InlineData("packed")]
    public void A_fault_of_the_disk_in_a_recording_is_told(string form)
    {
        var bytes = Bytes(form);
        var faulty = new FaultyStream(new MemoryStream(bytes)) { FailsAt = bytes.Length * 3 / 2, Fault = () => new IOException("Input/output error") };

        Assert.Contains("Input/output error", Read(form, faulty).Held.Missing, StringComparison.Ordinal);
    }

    private byte[] Bytes(string form)
    {
        var packed = File.ReadAllBytes(RepositoryRoot.At("traces/kernel/linux-6.1/cow-fork-kvm.trace.txt.gz"));
        switch (form)
        {
            case "gzip": return packed;
            case "text":
                using (var unpacked = new MemoryStream())
                using (var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress))
                {
                    gzip.CopyTo(unpacked);
                    return unpacked.ToArray();
                }

            default: return File.ReadAllBytes(recordings.Record(Recordings.Run(changes: 2000), form == "packed", $"{form}.nettrace"));
        }
    }

    private static (string Hash, Completeness Held) Read(string form, Stream stream)
    {
        using ITrace trace = form switch
        {
            "text" => FtraceTrace.Open(stream, form, null, isLive: false),
            "gzip" => FtraceTrace.Open(new GzipText(stream), form, null, isLive: false),
            _ => NettraceTrace.Open(stream, form),
        };
        var hash = new EventHash();
        var held = trace.Read(hash);
        return (hash.ToString(), held with { Gaps = [], Unread = [], Lines = null });
    }
}
