using FsCheck;
using FsCheck.Fluent;

namespace Tracer.Tests.Events;

public sealed class AddressRangeTests
{
    // Few addresses, so that ranges touch, nest and are empty often.
    private static readonly Gen<AddressRange> Ranges =
        from start in Gen.Choose(0, 8)
        from end in Gen.Choose(0, 8)
        select new AddressRange(new((ulong)start), new((ulong)end));

    private static readonly ulong[] Bytes = [0, 1, 2, 3, 4, 5, 6, 7, 8];

    private static void ForAllPairs(Func<AddressRange, AddressRange, bool> property) =>
        Prop.ForAll(Arb.From(Ranges), Arb.From(Ranges), property).QuickCheckThrowOnFailure();

    private static bool[] In(AddressRange range) => [.. Bytes.Select(at => range.Contains(new VirtualAddress(at)))];

    [Fact]
    public void Two_ranges_overlap_where_a_byte_lies_in_both() =>
        ForAllPairs((a, b) => a.Overlaps(b) == In(a).Zip(In(b), (x, y) => x && y).Any(both => both) && a.Overlaps(b) == b.Overlaps(a));

    [Fact]
    public void A_range_contains_another_if_it_has_bytes_and_all_of_them() =>
        ForAllPairs((a, b) => a.Contains(b) == (!b.IsEmpty && In(a).Zip(In(b), (x, y) => x || !y).All(covered => covered)));

    [Fact]
    public void The_length_counts_the_bytes() =>
        ForAllPairs((a, _) => a.Length == (ulong)In(a).Count(inside => inside) && a.IsEmpty == (a.Length == 0));

    [Fact]
    public void The_default_is_empty_and_nowhere()
    {
        Assert.True(default(AddressRange).IsEmpty);
        Assert.False(AddressRange.Everything.Contains(default(AddressRange)));
        Assert.False(AddressRange.Everything.Overlaps(default));
    }

    [Fact]
    public void A_length_beyond_the_end_goes_to_the_very_end()
    {
        var range = AddressRange.Of(new(0xffff_ffff_ffff_f000), 0x2000);
        Assert.Equal(ulong.MaxValue, range.End.Value);
        Assert.True(AddressRange.Everything.Contains(range));
    }

    [Theory]
    [InlineData(0x1000, 0x2000, "[0x1000, +4K)")]
    [InlineData(0x200000, 0x600000, "[0x200000, +4M)")]
    [InlineData(0x0, 0x40000000, "[0x0, +1G)")]
    [InlineData(0x1000, 0x1001, "[0x1000, +1B)")]
    [InlineData(0x2000, 0x1000, "[0x2000, 0x1000)")]
    [InlineData(0x1000, ulong.MaxValue, "[0x1000, unknown)")]
    public void It_reads_as_start_and_length(ulong start, ulong end, string text) =>
        Assert.Equal(text, new AddressRange(new(start), new(end)).ToString());
}
