namespace Tracer.Tests.Events;

public sealed class KernelVersionTests
{
    [Theory]
    [InlineData("6.1", 6, 1, 6, 1)]
    [InlineData("6.1.176", 6, 1, 6, 1)]
    [InlineData("4.15-6.5", 4, 15, 6, 5)]
    [InlineData("6.6+", 6, 6, int.MaxValue, 0)]
    [InlineData("6.1.0-13-amd64", 6, 1, 6, 1)]
    [InlineData("6.12.0-rc4+", 6, 12, 6, 12)]
    [InlineData("5.14.0-427.el9.x86_64", 5, 14, 5, 14)]
    [InlineData("4.18.0-553.5.1.el8_10.x86_64", 4, 18, 4, 18)]
    [InlineData("5.4.17-2136.307", 5, 4, 5, 4)]
    [InlineData("6.1.0+", 6, 1, 6, 1)]
    [InlineData("7.3-rc7", 7, 3, 7, 3)]
    [InlineData("v6.1", 6, 1, 6, 1)]
    [InlineData("v4.15-v6.5", 4, 15, 6, 5)]
    [InlineData("4.15.1-6.5.3", 4, 15, 6, 5)]
    [InlineData("2.6.34", 2, 6, 2, 6)]
    [InlineData("6.8.0-45-generic", 6, 8, 6, 8)]
    [InlineData("6.6.32_1", 6, 6, 6, 6)]
    public void Versions_and_ranges_of_them_are_read(string text, int firstMajor, int firstMinor, int lastMajor, int lastMinor)
    {
        Assert.True(KernelVersionRange.TryParse(text, out var range));
        Assert.Equal((new(firstMajor, firstMinor), new(lastMajor, lastMinor)), (range.First, range.Last));
    }

    [Theory]
    [InlineData("")]
    [InlineData("6")]
    [InlineData("six.one")]
    [InlineData("-1.2")]
    [InlineData("6.6-+")]
    [InlineData("99999999999.1")]
    [InlineData("6.5-4.15")]
    [InlineData("6.1foo")]
    [InlineData("linux-6.1")]
    public void What_is_no_version_is_not_read(string text) => Assert.False(KernelVersionRange.TryParse(text, out _));

    [Fact]
    public void Numbers_count_and_not_their_digits() =>
        Assert.Equal(["2.6", "4.9", "4.15", "6.1", "6.10"], "6.10 4.15 6.1 2.6 4.9".Split(' ').OrderBy(text => Range(text).First));

    [Fact]
    public void Two_ranges_have_in_common_what_is_in_both()
    {
        Assert.Equal("4.15-6.5", $"{Range("3.19-6.5").Intersect(Range("4.15+"))}");
        Assert.True(Range("4.15-6.5").Overlaps(Range("6.5.0-rc1")));
        Assert.False(Range("4.15-6.5").Overlaps(Range("6.6+")));
        Assert.Equal("6.6+", $"{Range("6.6+").Intersect(Range("4.15+"))}");
        Assert.Equal("6.1", $"{Range("6.1.0-50-amd64")}");
    }

    private static KernelVersionRange Range(string text) => KernelVersionRange.TryParse(text, out var range) ? range : throw new ArgumentException(text);
}
