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
