using System.IO.Compression;
using System.Text;
using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Traces.Foreign;

/// <summary>What is no trace of ours says what it is and what helps, and is told apart from a trace that cannot be read.</summary>
public sealed class ForeignFormTests : IDisposable
{
    private const string Line = "            work-100     [000] .....    10.000003: range_start_ret: (zap_page_range+0x10 <- f) ret=0\n";

    private readonly Recordings recordings = new();

    public static TheoryData<byte[], string> Binaries => new()
    {
        { [0xfd, .. "7zXZ\0\0"u8], "is packed by xz; give it as `xzcat FILE | tracer check -`" },
        { [.. "BZh91AY&SY"u8], "is packed by bzip2; give it as `bzcat FILE | tracer check -`" },
        { [0x28, 0xb5, 0x2f, 0xfd, 0x24], "is packed by zstd; give it as `zstdcat FILE | tracer check -`" },
        { [.. "PK\u0003\u0004"u8, 20, 0], "is packed by zip; give it as `unzip -p FILE | tracer check -`" },
        { Tar(), "is a tar archive; unpack it with `tar -xf FILE`" },
        { Gzip(Tar()), "is a tar archive; unpack it with `tar -xf FILE`" },
        { [0xff, 0xfe, .. Encoding.Unicode.GetBytes(Line)], "is text in UTF-16, as PowerShell writes it; give it as `iconv -f utf-16 -t utf-8 FILE | tracer check -`" },
        { Encoding.Unicode.GetBytes(Line), "is text in UTF-16; give it as `iconv -f utf-16le -t utf-8 FILE | tracer check -`" },
        { [.. "PERFILE2"u8, 0x68, 0], "is a perf.data of perf; " },
        { [0x57, 0x1d, 0xd1, 0x75, 0, 0], "is the metadata of a CTF trace (LTTng); " },
        { [0xc1, 0x1f, 0xfc, 0xc1, 0, 0], "is a stream of a CTF trace (LTTng); " },
        { [.. new byte[72], 0x02, 0x00, 0x02, 0xc0], "is an .etl of Windows (ETW); " },
        { [0x14, 0, 0, 0, .. "!FastSerialization.1"u8], "is a .netperf, or another older file of TraceEvent; " },
        { [.. "capturing trace... done\nTRACE:\n"u8, 0x78, 0x9c, 0, 0], "is a packed capture of atrace or systrace; " },
    };

    public static TheoryData<string, string> Texts => new()
    {
        { "WARNING: possible circular locking dependency detected\nCall Trace:\n", "is a lockdep report without a trace: " },
        { "[    1.0] BUG: kernel NULL pointer dereference\nCall Trace:\n", "is a kernel's oops or warning without a trace: " },
        { "<!DOCTYPE html>\n<html><body>hello</body></html>\n", "is a web page; " },
        { "{\"traceEvents\":[{\"ph\":\"B\"}]}\n", "is a trace in Chrome's JSON; " },
        { "/* CTF 1.8 */\ntypealias integer\n", "is the metadata of a CTF trace (LTTng); " },
        { Line.Replace("=0", "=3D0", StringComparison.Ordinal), "is a mail in quoted-printable; " },
        { "work   100 [000]    10.000001:          kvm:kvm_age_hva: hva 1\n", "is what perf script prints" },
        { "my task-8   345/346 [001] d.... 10.000001:  1  sched:sched_switch: prev_comm=a\n", "is what perf script prints" },
    };

    public void Dispose() => recordings.Dispose();

    [Theory]
    [MemberData(nameof(Binaries))]
    public void A_binary_is_named_with_what_helps(byte[] content, string words) => Named(content, words);

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_is_named_with_what_helps(string content, string words) => Named(Encoding.UTF8.GetBytes(content), words);

    // An oops or a page in front of a trace, short numbers, and a task that is called like perf's columns are no reason to refuse one.
    [Theory]
    [InlineData("Call Trace:\n <TASK>\n")]
    [InlineData("<html><body><pre>\n")]
    [InlineData("            work-100     [000] .....    10.000002: gfn: (f+0x0) a=3D b=00\n")]
    [InlineData("          a 1-2 [0]-100     [000] .....    10.000002: gfn: (f+0x0) a=0\n")]
    public void What_only_looks_like_it_is_read(string before)
    {
        var path = recordings.PathOf("trace");
        File.WriteAllText(path, before + Line.Replace("ret=0", "ret=0x0", StringComparison.Ordinal));

        using var trace = TraceFile.Open(path);

        Assert.Equal(TraceSourceKind.FtraceText, trace.Origin.Kind);
    }

    [Fact]
    public void A_trace_that_cannot_be_read_is_still_a_trace()
    {
        var newer = recordings.PathOf("newer.nettrace");
        File.WriteAllBytes(newer, [.. "Nettrace"u8, 0, 0, 0, 0, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0]);

        var refusal = Assert.Throws<TraceFormatException>(() => TraceFile.Open(newer));

        Assert.Equal($"{newer}: is a .nettrace of format 7.1; formats 4 to 6 are read", refusal.Message);
        Assert.Null(refusal.NoTrace);
    }

    [Fact]
    public void The_version_of_an_older_kind_of_recording_is_looked_at_too()
    {
        var bytes = File.ReadAllBytes(recordings.Record(Recordings.Run(changes: 1)));
        bytes[35] = 8;

        var refusal = Assert.Throws<TraceFormatException>(() => NettraceTrace.Open(new MemoryStream(bytes), "new"));

        Assert.Equal("new: is a .nettrace of format 8.0; formats 4 to 6 are read", refusal.Message);
    }

    private void Named(byte[] content, string words)
    {
        var path = recordings.PathOf("trace.txt");
        File.WriteAllBytes(path, content);

        var refusal = Assert.Throws<TraceFormatException>(() => TraceFile.Open(path));

        Assert.StartsWith($"{path}: {words}", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.NotNull(refusal.NoTrace);
    }

    private static byte[] Tar() => [.. "trace.txt"u8, .. new byte[248], .. "ustar"u8, .. new byte[250]];

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(content);
        return packed.ToArray();
    }
}
