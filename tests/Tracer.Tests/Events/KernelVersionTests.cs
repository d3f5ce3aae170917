namespace Tracer.Tests.Events;

public sealed class KernelVersionTests
{
    [Theory]
    [InlineData("6.1", 6, 1, 6, 1)]
    [InlineData("6.1.176", 6, 1, 6, 1)]
    [InlineData("4.15-6.5", 4, 15, 6, 5)]
    [InlineData("6.6+", 6, 6, int.MaxValue, 0)]
    [InlineData("6.1.0-13-amd64", 6, 1, 6, 1)]
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
    public void What_is_no_version_is_not_read(string text) => Assert.False(KernelVersionRange.TryParse(text, out _));

    [Fact]
    public void Numbers_count_and_not_their_digits() =>
        Assert.Equal(["2.6", "4.9", "4.15", "6.1", "6.10"], "6.10 4.15 6.1 2.6 4.9".Split(' ').OrderBy(Version));

    private static KernelVersion Version(string text) => KernelVersion.TryParse(text, out var version) ? version : throw new ArgumentException(text);
}
