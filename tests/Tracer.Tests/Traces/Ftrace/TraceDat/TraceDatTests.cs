using Tracer.Traces.Ftrace.TraceDat;
using Tracer.Traces.Ftrace;

namespace Tracer.Tests.Traces.Ftrace.TraceDat;

/// <summary>Files written by hand: what is read of them, and what is said of those that are not.</summary>
public sealed class TraceDatTests
{
    private static readonly byte[] First = new DatPage(1000).Record(10, DatPage.Lock(100, 0xa0)).Record(20, DatPage.Lock(101, 0xa0)).Bytes();
    private static readonly byte[] Second = new DatPage(1000).Record(10, DatPage.Lock(100, 0xb0, pid: 8)).Record(5, DatPage.Lock(101, 0xb0, pid: 8)).Bytes();

    [Theory]
    [InlineData("6", "none")]
    [InlineData("7", "none")]
    [InlineData("7", "zlib")]
    [InlineData("7", "zstd")]
    public void Records_of_all_CPUs_come_by_their_times_and_at_equal_times_by_CPU(string version, string packing)
    {
        var read = DatEvents.Of(new DatFile { Version = version, Packing = packing }.With(First, Second));

        Assert.Equal([(1, 0, 1010), (2, 1, 1010), (3, 1, 1015), (4, 0, 1030)], read.Events.Select(e => (e.Header.Line(), (int)e.Header.Cpu, e.Header.TimestampNs)));
        Assert.Equal([7, 8, 8, 7], read.Events.Select(e => e.Header.Task.Value));
        Assert.Equal("mmw", read.Names.Of(new TaskId(7)).Split('-')[0]);
        Assert.Empty(read.Completeness.Gaps);
        Assert.Null(read.Completeness.Missing);
    }

    // `record -C x86-tsc --tsc2nsec`, whose multiplier may take a time beyond 64 bits, `record --date` and `--ts-offset`.
    [Theory]
    [InlineData("6")]
    [InlineData("7")]
    public void Times_are_scaled_and_moved_as_the_file_says(string version)
    {
        var scale = new Part().UInt32(0x8000_0000).UInt32(30).UInt64(0).Bytes;
        var file = new DatFile { Version = version, Options = [(14, scale), (1, "0x5\0"u8.ToArray()), (7, "-100\0"u8.ToArray())] };
        Assert.Equal([1L << 41, (1L << 41) + 40],
            DatEvents.Of(file.With(new DatPage((1UL << 40) - 2450).Record(0, DatPage.Lock(100, 0xa0)).Record(20, DatPage.Lock(101, 0xa0)).Bytes())).Events.Select(e => e.Header.TimestampNs));
    }

    [Fact]
    public void The_kernel_is_known_by_the_release_that_the_file_names()
    {
        var origin = DatEvents.Of(new DatFile { Uname = "Linux (none) 7.3-rc7-amd64 x86_64" }.With(First)).Origin;
        Assert.Equal((TraceSourceKind.TraceDat, "7.3-rc7-amd64", KnownFrom.Header), (origin.Kind, origin.Kernel, origin.KnownFrom));
    }

    [Theory]
    [InlineData(0x00, 0x02, 2, ContextFlags.None)]
    [InlineData(0x01, 0x31, 1, ContextFlags.IrqsOff)]
    [InlineData(0x09, 0x01, 1, ContextFlags.IrqsOff | ContextFlags.HardIrq)]
    [InlineData(0x18, 0x01, 1, ContextFlags.HardIrq | ContextFlags.SoftIrq)]
    [InlineData(0x49, 0x01, 2, ContextFlags.Nmi)]
    [InlineData(0x48, 0xff, 0, ContextFlags.Nmi)]
    public void Flags_and_depth_are_those_of_the_latency_columns(byte flags, byte preempt, int depth, ContextFlags context)
    {
        var header = DatEvents.Of(new DatFile().With(new DatPage(1000).Record(1, DatPage.Lock(101, 0xa0, flags: flags, preempt: preempt)).Bytes())).Events.First().Header;
        Assert.Equal((depth, context), (header.PreemptDepth, header.Context));
    }

    [Fact]
    public void What_a_page_says_was_lost_is_a_gap_from_the_record_before_to_the_one_behind()
    {
        byte[] lossy = [.. First, .. new DatPage(3000).Record(1, DatPage.Lock(100, 0xc0)).Bytes(missed: true, count: 12)];
        var between = new DatPage(2000).Record(1, DatPage.Lock(100, 0xd0, pid: 9)).Bytes();

        var read = DatEvents.Of(new DatFile().With(lossy, between));

        Assert.Equal(new Gap(LineSequence.First(2), 0, 12), Assert.Single(read.Completeness.Gaps));
        Assert.Equal(
            [EventKind.LockAcquired, EventKind.LockReleased, EventKind.EventsLost, EventKind.LockAcquired, EventKind.EventsLost, EventKind.LockAcquired],
            read.Events.Select(e => e.Header.Kind));
    }

    [Fact]
    public void Of_several_buffers_each_is_a_trace_and_the_kernels_own_the_first()
    {
        var read = DatEvents.Of(new DatFile().With(First, Second).WithInstance("mine", First, []));
        Assert.Equal(4, read.Events.Count());
        Assert.Null(read.Completeness.Missing);
        var mine = Assert.IsType<DatEvents>(read.Next);
        Assert.Equal(2, mine.Events.Count());
        Assert.Null(mine.Next);
    }

    [Fact]
    public void An_instance_is_read_if_only_it_has_records()
    {
        var read = DatEvents.Of(new DatFile { Version = "7" }.With([], []).WithInstance("mine", First, Second));
        Assert.Equal(4, read.Events.Count());
        Assert.Null(read.Completeness.Missing);
    }

    [Fact]
    public void Functions_are_named_by_the_symbols_of_the_file()
    {
        const string fields = "\tfield:unsigned long __probe_func;\toffset:8;\tsize:8;\tsigned:0;\n\tfield:unsigned long __probe_ret_ip;\toffset:16;\tsize:8;\tsigned:0;";
        var file = new DatFile { Symbols = "ffffffff81000000 T _raw_spin_lock\nffffffff81000100 t do_wp_page\nffffffff81000400 t wp_page_copy\t[mm]\nffffffff81000500 T end\n" };
        file.Formats.Add(("lk", DatFile.Format("spin_locked", 102, fields)));
        var returned = new Part().UInt16(102).Raw(0, 1).UInt32(7).UInt64(0xffffffff81000000).UInt64(0xffffffff81000432).Bytes;

        var read = DatEvents.Of(file.With(new DatPage(1000).Record(1, DatPage.Lock(100, 0xa0)).Record(1, returned).Bytes()));

        Assert.Equal("wp_page_copy", read.Names.Of(read.Events.Single(e => e.Header.Kind == EventKind.LockAcquired).Header.Function));
    }

    [Fact]
    public void A_probe_that_means_nothing_is_told()
    {
        var file = new DatFile();
        file.Formats.Add(("my", DatFile.Format("my_probe", 103, "\tfield:unsigned long __probe_ip;\toffset:8;\tsize:8;\tsigned:0;")));
        var unread = Assert.Single(DatEvents.Of(file.With(new DatPage(1000).Record(1, DatPage.Lock(103, 0)).Bytes())).Completeness.Unread);
        Assert.Equal(("my_probe", 1L, UnreadReason.UnknownName), (unread.Event, unread.Lines, unread.Why));
    }

    [Theory]
    [InlineData("5", 0, "none", "a trace.dat of version 5; 6 and 7 are read")]
    [InlineData("6", 1, "none", "a trace.dat of a big-endian machine; only little-endian ones are read")]
    [InlineData("7", 0, "lzma", "a trace.dat compressed with 'lzma'; none, zlib and zstd are read")]
    public void What_is_not_read_is_named(string version, byte byteOrder, string packing, string message) =>
        Assert.Equal($"trace.dat: {message}", Assert.Throws<TraceFormatException>(() => DatEvents.Of(new DatFile { Version = version, ByteOrder = byteOrder, Packing = packing })).Message);

    [Fact]
    public void A_signed_field_that_is_printed_in_hexadecimal_has_no_sign()
    {
        const string fields = "\tfield:unsigned long __probe_ip;\toffset:8;\tsize:8;\tsigned:0;\n\tfield:s32 lock;\toffset:16;\tsize:4;\tsigned:1;";
        var format = EventFormat.Of(DatFile.Format("spin_lock", 100, fields, "\"(%lx) lock=0x%x\", REC->__probe_ip, REC->lock"))!;
        Assert.True(format.PrintsHex("lock"));
        Assert.False((format with { Print = "\"(%lx) lock=%d\"" }).PrintsHex("lock"));
    }
}
