using System.Globalization;
using System.Text.RegularExpressions;
using Tracer.Testing;

namespace Tracer.Tests.Cli;

/// <summary>A folder of files as people bring them, and the page whose table says what check makes of each.</summary>
internal static partial class InputTable
{
    /// <summary>File, exit code, and the words that are said, parted by an ellipsis.</summary>
    public static TheoryData<string, int, string> Rows(string folder)
    {
        var rows = new TheoryData<string, int, string>();
        foreach (Match row in Row().Matches(File.ReadAllText(RepositoryRoot.At($"{folder}/README.md"))))
            rows.Add(row.Groups["name"].Value, int.Parse(row.Groups["exit"].Value, CultureInfo.InvariantCulture), row.Groups["says"].Value.Trim('`'));
        return rows;
    }

    public static void IsToldWhatItIs(string path, int exitCode, string says)
    {
        var told = Tool.Run("check", RepositoryRoot.At(path));

        Assert.Equal(exitCode, told.ExitCode);
        var text = Unwrapped().Replace(told.Output + told.Error, " ");
        Assert.All(says.Split(" … "), words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    public static void EachHasARow(string folder) =>
        Assert.Equal(
            Directory.EnumerateFileSystemEntries(RepositoryRoot.At(folder)).Select(path => Path.GetFileName(path)).Except(["README.md"]).Order(StringComparer.Ordinal),
            Rows(folder).Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^\| (?<name>[\w.-]+) \| [^|]+ \| (?<exit>[0-3]) \| (?<says>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Unwrapped();
}
