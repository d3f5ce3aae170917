using System.Text.RegularExpressions;
using Tracer.Testing;

namespace Tracer.Tests.Cli;

/// <summary>What people bring is told what it is: the table of <c>traces/inputs</c> says how.</summary>
public sealed partial class InputTests
{
    public static TheoryData<string, int, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, int, string>();
            foreach (Match row in Row().Matches(File.ReadAllText(RepositoryRoot.At("traces/inputs/README.md"))))
                rows.Add(row.Groups["name"].Value, int.Parse(row.Groups["exit"].Value, System.Globalization.CultureInfo.InvariantCulture), row.Groups["says"].Value.Trim('`'));
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_is_told_what_it_is(string name, int exitCode, string says)
    {
        var told = Tool.Run("check", RepositoryRoot.At($"traces/inputs/{name}"));

        Assert.Equal(exitCode, told.ExitCode);
        Assert.Contains(says, Unwrapped().Replace(told.Output + told.Error, " "), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_has_a_row() =>
        Assert.Equal(
            Directory.EnumerateFileSystemEntries(RepositoryRoot.At("traces/inputs")).Select(path => Path.GetFileName(path)).Except(["README.md"]).Order(StringComparer.Ordinal),
            Rows.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^\| (?<name>[\w.-]+) \| [^|]+ \| (?<exit>[0-3]) \| (?<says>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Unwrapped();
}
