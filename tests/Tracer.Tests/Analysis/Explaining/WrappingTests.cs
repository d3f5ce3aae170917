using Tracer.Analysis.Explaining;

namespace Tracer.Tests.Analysis.Explaining;

public sealed class WrappingTests
{
    [Fact]
    public void Lines_after_the_first_hang_under_the_text() =>
        Assert.Equal(["  Let   one two", "        three"], Wrapping.Wrap("  Let   ", "one two three", 16));

    [Fact]
    public void A_word_longer_than_a_line_is_broken() => Assert.Equal(["a abc", "  def"], Wrapping.Wrap("a ", "abcdef", 5));

    [Fact]
    public void What_would_break_a_line_is_shown_by_its_number() => Assert.Equal([@"a\u000ab\u0009c"], Wrapping.Wrap("", "a\nb\tc"));

    [Fact]
    public void No_text_is_the_lead_alone() => Assert.Equal(["  Held"], Wrapping.Wrap("  Held  ", ""));
}
