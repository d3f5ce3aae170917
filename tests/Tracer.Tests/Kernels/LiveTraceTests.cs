using System.IO.Compression;
using Tracer.Analysis;
using Tracer.Lab.Filtering;
using Tracer.Testing.Captures;

namespace Tracer.Tests.Kernels;

/// <summary>A trace that is still being written: findings are told when they are made, not at its end.</summary>
public sealed class LiveTraceTests
{
    [Fact]
    public void A_finding_is_told_before_more_of_the_trace_is_waited_for()
    {
        var text = Text("planted/bug01-cow-fork-kvm.trace");
        var told = new List<Finding>();

        // The first finding is at line 1342; its page-table lock is given back within the next hundred lines.
        var half = Offset(text, 1500);
        using var stream = new TwoReads(text, half, () => Assert.Contains(told, finding => finding.Rule.Id == "N01" && finding.Line() == 1342));
        using var trace = FtraceTrace.Open(stream, "-", null, isLive: true);
        var report = TraceCheck.Run(trace, new CheckOptions { Found = (finding, _) => told.Add(finding) });
        Assert.True(stream.WasWaitedFor);
        Assert.Equal(73, report.Rules.Single(result => result.Rule.Id == "N01").Violations);
        Assert.Equal(report.Findings.Count, told.Count);
    }

    [Fact]
    public void The_first_event_is_told_before_the_second_is_waited_for()
    {
        string[] lines = [.. System.Text.Encoding.UTF8.GetString(Text("planted/bug01-cow-fork-kvm.trace")).Split('\n').Take(40)];
        var told = new List<long>();
        var events = 0;
        using var stream = new OneLineARead(lines, next =>
        {
            if (next.StartsWith('#')) return;
            if (events++ > 0) Assert.NotEmpty(told);
        });
        using var trace = FtraceTrace.Open(new PeekStream(stream, 4096, least: 10), "pipe", null, isLive: true);
        var unseen = new Unseen { Target = new Listener(told) };
        do trace.Read(unseen);
        while (trace.IsToBeReadAgain);
        Assert.True(events > 20, $"only {events} events were waited for");
        Assert.Equal(told.Order(), told);
    }

    // What a file lets one look ahead for comes late in a pipe: it is read again from its beginning then.
    [Theory]
    [InlineData("linux-6.1/cow-fork-kvm.trace")]
    [InlineData("linux-6.1/LOST-pipe-cow-kvm.trace_pipe")]
    [InlineData("linux-6.12/mprotect-kvm.trace")]
    [InlineData("planted/bug01-cow-fork-kvm.trace")]
    [InlineData("planted/bug01-cow-fork-kvm.report")]
    [InlineData("planted/bug08-pageout-kvm.trace")]
    [InlineData("planted/bug22-mprotect-seq-kvm.trace")]
    [InlineData("planted/lockdep-both-bug09-mprotect-kvm.trace")]
    public void A_pipe_shows_what_the_file_shows(string name)
    {
        var file = KernelCheck.OfFile(name);
        var told = new List<long>();
        using var trace = FtraceTrace.Open(new Trickle(Text(name), most: 4096), "-", null, isLive: true);
        var pipe = TraceCheck.Run(trace, new CheckOptions { Found = (finding, _) => told.Add(finding.Sequence) });
        Assert.Equal(file.Origin, pipe.Origin);
        Assert.Equal(file.Verdict, pipe.Verdict);
        Assert.Equal(file.Events, pipe.Events);
        Assert.Equal(file.Completeness.Lines!.Total, pipe.Completeness.Lines!.Total);
        Assert.Equal(file.Rules.Select(Counts), pipe.Rules.Select(Counts));
        Assert.Equal(file.Findings.Select(Told), pipe.Findings.Select(Told));
        Assert.Equal(file.Findings.Count > 0, told.Count > 0);
    }

    private static (string, RuleVerdict, long, long, long) Counts(RuleResult result) => (result.Rule.Id, result.Verdict, result.Checked, result.Unjudged, result.Violations);

    private static (string, long, int, string?) Told(Finding finding) => (finding.Reason.Code, finding.Sequence, finding.Culprit.Header.Function.Value, finding.Address.ToString());

    private sealed class Listener(List<long> told) : IEventSink
    {
        public void Accept(ReadOnlySpan<VmEvent> events) => told.Add(events[^1].Header.Sequence);
    }

    private sealed class OneLineARead(string[] lines, Action<string> waitedFor) : ReadOnlyStream
    {
        private int next;

        public override int Read(Span<byte> buffer)
        {
            if (next == lines.Length) return 0;
            waitedFor(lines[next]);
            return System.Text.Encoding.UTF8.GetBytes(lines[next++] + "\n", buffer);
        }
    }

    private static byte[] Text(string capture)
    {
        using var packed = new GZipStream(File.OpenRead(Capture.PathOf(capture)), CompressionMode.Decompress);
        using var text = new MemoryStream();
        packed.CopyTo(text);
        return text.ToArray();
    }

    private static int Offset(byte[] text, int line)
    {
        var at = 0;
        for (var i = 1; i < line; i++) at = Array.IndexOf(text, (byte)'\n', at) + 1;
        return at;
    }

    /// <summary>Gives its first part, and the rest once somebody asks for more.</summary>
    private sealed class TwoReads(byte[] bytes, int half, Action waitedFor) : ReadOnlyStream
    {
        private int position;

        public bool WasWaitedFor { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            if (position == half && !WasWaitedFor)
            {
                WasWaitedFor = true;
                waitedFor();
            }

            var end = position < half ? half : bytes.Length;
            var count = Math.Min(buffer.Length, end - position);
            bytes.AsSpan(position, count).CopyTo(buffer);
            position += count;
            return count;
        }
    }
}
