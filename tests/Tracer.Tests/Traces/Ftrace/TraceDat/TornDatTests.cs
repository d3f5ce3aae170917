namespace Tracer.Tests.Traces.Ftrace.TraceDat;

/// <summary>Files cut anywhere and with bytes changed: what lies before is read, or one line says why not.</summary>
public sealed class TornDatTests
{
    private static readonly byte[] Page = PageAt(1000);

    public static TheoryData<string, string> Forms => new() { { "6", "none" }, { "7", "none" }, { "7", "zlib" }, { "7", "zstd" } };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_file_cut_anywhere_gives_the_beginning_of_the_whole_and_says_what_is_missing(string version, string packing)
    {
        var whole = File(version, packing);
        var all = DatEvents.Of(whole).Events.Select(e => e.Header.Sequence).ToList();
        for (var length = 10; length < whole.Length; length += 1 + length / 97)
        {
            if (Read(whole[..length]) is not { } read) continue;
            var events = read.Events.Select(e => e.Header.Sequence).ToList();
            Assert.Equal(all.Take(events.Count), events);
            var last = read.Events.Select(e => e.Header.Line()).DefaultIfEmpty().Max();
            Assert.StartsWith($"everything after record {last}: of CPU ", read.Completeness.Missing, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Changed_bytes_give_a_reading_or_one_line(string version, string packing)
    {
        var whole = File(version, packing);
        for (ulong seed = 0; seed < 1500; seed++)
        {
            var random = new SplitMix64(seed);
            var changed = whole.ToArray();
            for (var count = 1 + random.Next(8); count > 0; count--) changed[Where(random, changed.Length)] = (byte)random.Next(256);
            Read(changed);
        }
    }

    [Fact]
    public void Options_that_lead_back_to_themselves_are_damage()
    {
        var file = new DatFile { Version = "7" }.With(Page).Bytes();

        // The first options lie where the header says; the last of them says where the next ones lie.
        var at = file.AsSpan("\u0017\u0008Dtracing7\0__SIZEnone\01\0".Length, sizeof(long));
        at.CopyTo(file.AsSpan(file.Length - sizeof(long)));

        Assert.Matches("the options at [0-9]+ lead back to themselves", Assert.Throws<TraceFormatException>(() => DatEvents.Of(file)).Message);
    }

    [Fact]
    public void A_version_6_whose_second_CPU_is_cut_off_is_not_read_without_it()
    {
        var read = DatEvents.Of(new DatFile().With(Page, Page).Bytes()[..^DatFile.PageSize]);
        Assert.Empty(read.Events);
        Assert.StartsWith("everything after record 0: of CPU 1 the file ends at byte ", read.Completeness.Missing, StringComparison.Ordinal);
    }

    // Half of them in the header, where a byte means more.
    private static int Where(SplitMix64 random, int length) => random.Next(random.Next(2) == 0 ? Math.Min(length, 2000) : length);

    private static DatEvents? Read(byte[] bytes)
    {
        try
        {
            return DatEvents.Of(bytes);
        }
        catch (TraceFormatException refusal)
        {
            Assert.StartsWith("trace.dat: a", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refusal.Message);
            return null;
        }
    }

    private static byte[] File(string version, string packing) =>
        new DatFile { Version = version, Packing = packing, Symbols = "ffffffff81000000 T _raw_spin_lock\n" }.With([.. PageAt(1000), .. PageAt(3000)], [.. PageAt(1005), .. PageAt(5000)]).Bytes();

    private static byte[] PageAt(ulong time) =>
        new DatPage(time).Record(1, DatPage.Lock(100, 0xa0)).TimeExtend(3).LongRecord(1, DatPage.Lock(101, 0xa0)).Discarded(1, DatPage.Lock(101, 0xa0)).Record(1, DatPage.Lock(100, 0xb0)).Bytes();
}
