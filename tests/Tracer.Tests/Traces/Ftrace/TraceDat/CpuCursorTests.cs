using Tracer.Traces.Ftrace.TraceDat;

namespace Tracer.Tests.Traces.Ftrace.TraceDat;

/// <summary>Pages of a ring buffer, record by record.</summary>
public sealed class CpuCursorTests
{
    private static readonly byte[] A = [1, 0, 0, 0];
    private static readonly byte[] B = [2, 0, 0, 0, 3, 0, 0, 0];

    [Fact]
    public void A_record_is_later_than_the_one_before_by_its_delta() =>
        Assert.Equal([(1005, 1, 0), (1012, 2, 0)], Records(new DatPage(1000).Record(5, A).Record(7, B).Bytes()));

    [Fact]
    public void A_long_record_has_its_length_in_a_word() =>
        Assert.Equal([(1005, 9, 0), (1006, 1, 0)], Records(new DatPage(1000).LongRecord(5, [9, .. new byte[199]]).Record(1, A).Bytes()));

    [Fact]
    public void A_delta_of_more_than_27_bits_extends_the_time() =>
        Assert.Equal([(1000 + 5_000_000_007, 1, 0)], Records(new DatPage(1000).TimeExtend(5_000_000_000).Record(7, A).Bytes()));

    [Fact]
    public void A_whole_time_replaces_it() =>
        Assert.Equal([(1001, 1, 0), (900_000_002, 2, 0)], Records(new DatPage(1000).Record(1, A).TimeStamp(900_000_000).Record(2, B).Bytes()));

    [Fact]
    public void A_whole_time_has_its_highest_bits_from_the_one_before()
    {
        const ulong high = 3UL << 59;
        Assert.Equal([((long)(high + 510), 1, 0)], Records(new DatPage(high + 100).TimeStamp(500).Record(10, A).Bytes()));
    }

    [Fact]
    public void A_whole_time_that_seems_earlier_has_carried_into_them() =>
        Assert.Equal([((1L << 59) + 8, 1, 0)], Records(new DatPage((1UL << 59) - 1).TimeStamp(5).Record(3, A).Bytes()));

    [Fact]
    public void A_record_that_was_thrown_away_takes_time_and_tells_nothing() =>
        Assert.Equal([(1011, 1, 0)], Records(new DatPage(1000).Discarded(4, B).Record(7, A).Bytes()));

    [Fact]
    public void Behind_what_fills_a_page_nothing_counts() =>
        Assert.Equal([(1001, 1, 0), (2002, 2, 0)], Records(new DatPage(1000).Record(1, A).Filler().Record(1, B).Bytes(), new DatPage(2000).Record(2, B).Bytes()));

    [Fact]
    public void An_empty_page_is_passed_over() => Assert.Equal([(2002, 2, 0)], Records(new DatPage(0).Bytes(), new DatPage(2000).Record(2, B).Bytes()));

    [Fact]
    public void A_page_tells_how_many_were_lost_before_it() =>
        Assert.Equal([(1001, 1, 0), (2001, 2, 445), (2002, 1, 0)], Records(new DatPage(1000).Record(1, A).Bytes(), new DatPage(2000).Record(1, B).Record(1, A).Bytes(missed: true, count: 445)));

    [Fact]
    public void Or_only_that_some_were() => Assert.Equal([(2001, 2, -1)], Records(new DatPage(2000).Record(1, B).Bytes(missed: true)));

    [Fact]
    public void A_page_that_is_longer_than_a_page_is_lost() =>
        Assert.Equal([(1001, 1, 0), (3001, 1, -1)], Records(new DatPage(1000).Record(1, A).Bytes(), new DatPage(2000).Record(1, B).Bytes(commit: 4081), new DatPage(3000).Record(1, A).Bytes()));

    [Theory]
    [InlineData(28u)]
    [InlineData(0u)]
    [InlineData(29u)]
    public void A_record_that_is_longer_than_its_page_ends_it(uint type) =>
        Assert.Equal([(1001, 1, 0), (2001, 2, -1)], Records(new DatPage(1000).Record(1, A).Head(type, 1, [0xff, 0xff, 0xff, 0xff]).Bytes(), new DatPage(2000).Record(1, B).Bytes()));

    [Fact]
    public void Loss_at_the_end_is_told_too()
    {
        var cursor = Cursor(new DatPage(2000).Record(1, B).Bytes(commit: 5000));
        Assert.False(cursor.Advance());
        Assert.Equal(-1, cursor.LostBefore);
    }

    [Fact]
    public void The_clock_may_go_back_a_little_from_page_to_page() =>
        Assert.Equal([(2_000_000_001, 1, 0), (1_999_990_001, 2, 0)], Records(new DatPage(2_000_000_000).Record(1, A).Bytes(), new DatPage(1_999_990_000).Record(1, B).Bytes()));

    [Theory]
    [InlineData(1000UL)]
    [InlineData(8_900_000_000UL)]
    public void Further_back_one_of_the_pages_is_damaged_or_out_of_its_place(ulong time) =>
        Assert.Equal([(9_000_000_001, 1, 0), ((long)time + 1, 2, -1)], Records(new DatPage(9_000_000_000).Record(1, A).Bytes(), new DatPage(time).Record(1, B).Bytes()));

    [Fact]
    public void A_buffer_that_refused_records_may_have_done_so_between_any_two_pages() =>
        Assert.Equal([(1001, 1, 0), (2001, 2, -1)], RecordsOf(Cursor([.. new DatPage(1000).Record(1, A).Bytes(), .. new DatPage(2000).Record(1, B).Bytes()], mayLose: true)));

    [Fact]
    public void Where_the_file_ends_early_it_is_torn()
    {
        var pages = new DatPage(1000).Record(1, A).Bytes();
        var cursor = new CpuCursor(0, new PlainBlocks(new FilePart(new MemoryStream(pages), 0, 2 * pages.Length), DatFile.PageSize, 1 << 16), DatFile.PageSize, PageLayout.Usual, false);
        Assert.True(cursor.Advance());
        Assert.False(cursor.Advance());
        Assert.Equal("the file ends at byte 4096, where 4096 more are wanted", cursor.Torn);
    }

    private static List<(long Time, int First, long Lost)> Records(params byte[][] pages) => RecordsOf(Cursor([.. pages.SelectMany(page => page)]));

    private static List<(long Time, int First, long Lost)> RecordsOf(CpuCursor cursor)
    {
        var records = new List<(long, int, long)>();
        while (cursor.Advance()) records.Add((cursor.Time, cursor.Record[0], cursor.LostBefore));
        return records;
    }

    // Two pages are read at once, so that three are read in two blocks.
    private static CpuCursor Cursor(byte[] pages, bool mayLose = false) =>
        new(0, new PlainBlocks(new FilePart(new MemoryStream(pages), 0, pages.Length), DatFile.PageSize, 2 * DatFile.PageSize), DatFile.PageSize, PageLayout.Usual, mayLose);
}
