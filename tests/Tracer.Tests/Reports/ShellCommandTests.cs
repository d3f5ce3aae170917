using Tracer.Reports.Text;

namespace Tracer.Tests.Reports;

public sealed class ShellCommandTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(70)]
    public void A_file_name_is_never_broken_where_a_line_has_room_for_it(int length)
    {
        var name = new string('x', length - 4) + ".txt";
        var lines = ShellCommand.Lines("  Again ", "tracer", "explain", name, "--kernel", "6.1", "--at", "1352000");

        Assert.Contains(lines, line => line.Contains(name, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 80));
        Assert.All(lines.SkipLast(1), line => Assert.EndsWith(" \\", line, StringComparison.Ordinal));
        Assert.All(lines.Skip(1), line => Assert.StartsWith("        ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_path_longer_than_a_line_is_broken_between_its_folders()
    {
        var lines = ShellCommand.Lines("  Again ", "tracer", "explain", $"{new string('a', 50)}/{new string('b', 50)}/trace.txt", "--at", "7");

        Assert.Equal(["  Again tracer explain \\", $"        {new string('a', 50)}/\\", $"{new string('b', 50)}/trace.txt --at 7"], lines);
    }
}
