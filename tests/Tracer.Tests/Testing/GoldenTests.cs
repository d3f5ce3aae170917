using Tracer.Testing;

namespace Tracer.Tests.Testing;

public sealed class GoldenTests
{
    private const string File = "tests/Tracer.Tests/Testing/golden-example.txt";

    [Fact]
    public void Equal_texts_match_whatever_their_line_ends() => Golden.Matches("one\r\ntwo\n", File);

    [Fact]
    public void A_difference_shows_its_first_line()
    {
        var message = Assert.Throws<GoldenException>(() => Golden.Matches("one\nthree\n", File)).Message;
        Assert.Contains("differs from line 2", message, StringComparison.Ordinal);
        Assert.Contains("- two", message, StringComparison.Ordinal);
        Assert.Contains("+ three", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_names_the_switch_that_writes_it() =>
        Assert.Contains(Golden.UpdateVariable, Assert.Throws<GoldenException>(() => Golden.Matches("", File + ".none")).Message, StringComparison.Ordinal);
}
