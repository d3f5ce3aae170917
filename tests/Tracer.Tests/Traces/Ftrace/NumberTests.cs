using System.Text;

namespace Tracer.Tests.Traces.Ftrace;

public sealed class NumberTests
{
    [Theory]
    [InlineData("0x1f", 0x1f)]
    [InlineData("140395008786432", 140395008786432)]
    [InlineData("9999999999999999999", 9999999999999999999)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("18446744073709551616", ulong.MaxValue)]
    [InlineData("99999999999999999999999", ulong.MaxValue)]
    [InlineData("-11", unchecked((ulong)-11))]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    [InlineData("7f6d13810000", 0x7f6d13810000)]
    [InlineData("ffff888141b9b100,", 0xffff888141b9b100)]
    public void Are_read_in_every_form_that_kernels_print(string text, ulong value)
    {
        var cursor = new TextCursor(Encoding.UTF8.GetBytes(text + " next"));
        Assert.True(cursor.TryNumber(bareHex: false, out var read));
        Assert.Equal(value, read);
        Assert.Equal(" next", Encoding.UTF8.GetString(cursor.Rest));
    }

    [Theory]
    [InlineData("remote")]
    [InlineData("0x")]
    [InlineData("-")]
    [InlineData("7f6d13810zzz")]
    public void Are_told_from_words(string text)
    {
        var cursor = new TextCursor(Encoding.UTF8.GetBytes(text + " next"));
        Assert.False(cursor.TryNumber(bareHex: false, out _));
        Assert.Equal(" next", Encoding.UTF8.GetString(cursor.Rest));
    }
}
