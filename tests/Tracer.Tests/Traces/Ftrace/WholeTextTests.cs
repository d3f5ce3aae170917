using System.Text;

namespace Tracer.Tests.Traces.Ftrace;

public sealed class WholeTextTests
{
    private const string Invalidated = "             mmw-183     [000] .....    39.1: invalidate_range: (f+0x0/0xa0) mm=0xffff888100060480 start=0x1000 end=0x2000";
    private const string Ended = "             mmw-183     [000] .....    39.2: range_end: (f+0x0/0x1) mm=0xffff888100060480 start=0x1000 end=0x2000 flags=0x1 event=1 only_end=1";
    private const string Line = "             mmw-183     [000] .....    39.1: cond_resched: (__cond_resched+0x0/0x40) caller=0xffffffff812cbf51";

    [Theory]
    [InlineData(Line)]
    [InlineData("cpus=2\n" + Line)]
    [InlineData("# tracer: nop\n#\n")]
    [InlineData("CPU:0 [LOST 445 EVENTS]\n" + Line)]
    public void Recognises_a_kernel_trace(string text) => Assert.True(FtraceTrace.Recognises(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("")]
    [InlineData("Dear reader, this is no trace: it is a letter.\n")]
    [InlineData("{\"schema\": \"1.0\", \"trace\": \"a-1 [000] b\"}\n")]
    [InlineData("Nov 20 23:38:01 host kernel: [   39.1] usb 1-1: new device\n")]
    public void Refuses_other_text_in_one_line(string text)
    {
        Assert.False(FtraceTrace.Recognises(Encoding.UTF8.GetBytes(text)));
        var refusal = Assert.Throws<TraceFormatException>(() => KernelText.Of(text));
        Assert.StartsWith("trace.txt: ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Theory]
    [InlineData("range_end: (f+0x0/0x1) mm=0xffff888100060480 start=0x1000 end=0x2000 flags=0x1 event=1 only_end=1", "4.15-6.5")]
    [InlineData("invalidate_range: (__mmu_notifier_invalidate_range+0x0/0xa0) mm=0xffff888100060480 start=0x1000 end=0x2000", "3.19-6.5")]
    [InlineData("arch_invalidate_secondary_tlbs: (f+0x4/0xa0) mm=0xffff888100060480 start=0x1000 end=0x2000", "6.6+")]
    [InlineData("cond_resched: (__cond_resched+0x0/0x40) caller=0xffffffff812cbf51", null)]
    public void The_kernel_is_known_from_the_probes_that_only_it_has(string probe, string? kernel)
    {
        var text = KernelText.Of("             mmw-183     [000] .....    39.1: " + probe);
        Assert.Equal((kernel, kernel is null ? KnownFrom.None : KnownFrom.Probes), (text.Origin.Kernel, text.Origin.KnownFrom));
        Assert.Equal(kernel, text.Names.Find(NameSpace.Kernel, 1));
        Assert.NotNull(text.Origin.Why);
    }

    [Fact]
    public void Probes_together_tell_no_more_than_each_allows()
    {
        Assert.Equal("4.15-6.5", KernelText.Of(Invalidated, Ended).Origin.Kernel);
        var both = KernelText.Of(Ended, Invalidated.Replace("invalidate_range", "arch_invalidate_secondary_tlbs", StringComparison.Ordinal)).Origin;
        Assert.Equal((null, KnownFrom.None), (both.Kernel, both.KnownFrom));
        Assert.Equal("range_end has the field only_end, and the probe arch_invalidate_secondary_tlbs is there", both.Contradiction);
    }

    [Theory]
    [InlineData("6.12", "its probes are of Linux 4.15-6.5: range_end has the field only_end")]
    [InlineData("6.12.0-rc4+", "its probes are of Linux 4.15-6.5: range_end has the field only_end")]
    [InlineData("6.1", null)]
    [InlineData("5.14.0-427.el9.x86_64", null)]
    public void What_speaks_against_the_user_is_told_and_he_is_believed(string kernel, string? contradiction)
    {
        var origin = KernelText.OfKernel(kernel, Invalidated, Ended).Origin;
        Assert.Equal((kernel, KnownFrom.Option, contradiction), (origin.Kernel, origin.KnownFrom, origin.Contradiction));
    }

    [Theory]
    [InlineData(null, "6.1.0-50-amd64", KnownFrom.Header, null)]
    [InlineData(null, "6.12.0", KnownFrom.Header, "its probes are of Linux 4.15-6.5: range_end has the field only_end")]
    [InlineData("6.5", "6.1.0-50-amd64", KnownFrom.Option, "the trace says that it is of Linux 6.1.0-50-amd64")]
    public void What_a_trace_says_of_itself_counts_more_than_its_probes_and_less_than_the_user(string? option, string header, KnownFrom from, string? contradiction)
    {
        var evidence = KernelEvidence.Of(option, System.Text.Encoding.ASCII.GetBytes(Ended), header);
        Assert.Equal((option ?? header, from, contradiction), (evidence.Kernel, evidence.From, evidence.Contradiction));
        Assert.Equal(header == "6.12.0" ? KernelGeneration.From66 : KernelGeneration.Until65, evidence.Generation);
    }

    [Fact]
    public void The_user_knows_better()
    {
        var text = KernelText.OfKernel("6.1", Line);
        Assert.Equal(("6.1", KnownFrom.Option), (text.Origin.Kernel, text.Origin.KnownFrom));
    }

    [Fact]
    public void Tells_who_printed_it()
    {
        Assert.Equal(TraceSourceKind.FtraceText, KernelText.Of(Line).Origin.Kind);
        Assert.Equal(TraceSourceKind.FtraceReport, KernelText.Of("cpus=2", Line.Replace(".....", "", StringComparison.Ordinal)).Origin.Kind);
    }

    [Theory]
    [InlineData("# entries-in-buffer/entries-written: 1755/8648   #P:2", -1, 6893)]
    [InlineData("CPU:1 [LOST 445 EVENTS]", 1, 445)]
    [InlineData("CPU:0 [6893 EVENTS DROPPED]", 0, 6893)]
    [InlineData("CPU:0 [EVENTS DROPPED]", 0, -1)]
    public void Lost_events_are_told_where_they_are_missing(string marker, int cpu, long count)
    {
        var text = KernelText.Of(Line, marker, Line);
        var lost = text.Only<EventsLost>();
        Assert.Equal((2L, cpu, count), (lost.Header.Line(), lost.OnCpu, lost.Count));
        Assert.Equal(new Gap(LineSequence.First(1), cpu < 0 ? null : cpu, count < 0 ? null : count), Assert.Single(text.Completeness.Gaps));
    }

    [Fact]
    public void A_buffer_that_holds_all_that_was_written_lacks_nothing()
    {
        var text = KernelText.Of("# tracer: nop", "# entries-in-buffer/entries-written: 1948/1948   #P:2", Line);
        Assert.Empty(text.Completeness.Gaps);
        Assert.True(text.Completeness.StartsInMiddle && text.Completeness.EndsInMiddle);
    }

    [Fact]
    public void What_was_pending_before_a_loss_is_not_relied_on_after_it()
    {
        const string Head = "             mmw-183     [000] ";
        var text = KernelText.Of(
            Head + ".....    39.1: range_start: (f+0x0/0x1) range=0x5 mm=0xffff888100060480 start=0x1000 end=0x2000 flags=0x1 event=1",
            "CPU:0 [LOST 445 EVENTS]",
            Head + ".....    39.2: range_start_ret: (wp_page_copy+0x573/0x720 <- __mmu_notifier_invalidate_range_start) ret=0");
        Assert.Empty(text.All<RangeStartReturned>());
    }

    [Fact]
    public void Lines_longer_than_a_read_are_read_and_one_without_an_end_is_not()
    {
        var padding = "             mmw-183     [000] .....    39.1: tracing_mark_write: " + new string('x', 600_000);
        var bytes = Encoding.UTF8.GetBytes(Line + "\n" + padding + "\r\n" + Line + "\n" + Line);
        using var trace = FtraceTrace.Open(new SmallReads(bytes), "-", null);
        var sink = new LastSequence();
        var held = trace.Read(sink);
        Assert.Equal(3, sink.Value);
        Assert.Equal("what follows on line 4, which has no end", held.Missing);
    }

    private sealed class LastSequence : IEventSink
    {
        public long Value { get; private set; }

        public void Accept(ReadOnlySpan<VmEvent> events) => Value = events[^1].Header.Line();
    }

    // A pipe gives what it has: here 7 bytes, then a little more.
    private sealed class SmallReads(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, Position < 200 ? 7 : 4093));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 4093)]);
    }
}
