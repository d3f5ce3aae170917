using System.Text.RegularExpressions;
using Tracer.Testing;
using Tracer.Tests.Kernels;

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

    public static TheoryData<string, int> Texts => [.. Rows.Select(row => row.Data).Where(row => row.Item1.EndsWith(".txt", StringComparison.Ordinal) && row.Item2 != 2).Select(row => (row.Item1, row.Item2))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_is_told_what_it_is(string name, int exitCode, string says)
    {
        var told = Tool.Run("check", RepositoryRoot.At($"traces/inputs/{name}"));

        Assert.Equal(exitCode, told.ExitCode);
        var text = Unwrapped().Replace(told.Output + told.Error, " ");
        Assert.All(says.Split(" … "), words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    // Of a pipe nothing is read ahead.
    [Theory]
    [MemberData(nameof(Texts))]
    public void A_pipe_is_told_the_same(string name, int exitCode)
    {
        ITrace? trace = FtraceTrace.Open(new Trickle(File.ReadAllBytes(RepositoryRoot.At($"traces/inputs/{name}")), most: 100), "-", null, isLive: true);
        using var first = trace;
        var verdicts = new List<TraceVerdict>();
        for (; trace is not null; trace = trace.Next("-")) verdicts.Add(TraceCheck.Run(trace, new CheckOptions()).Verdict);

        Assert.Equal(exitCode, ExitCodeOf(verdicts));
    }

    [Fact]
    public void Each_has_a_row() =>
        Assert.Equal(
            Directory.EnumerateFileSystemEntries(RepositoryRoot.At("traces/inputs")).Select(path => Path.GetFileName(path)).Except(["README.md"]).Order(StringComparer.Ordinal),
            Rows.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    private static int ExitCodeOf(List<TraceVerdict> verdicts) =>
        verdicts.Contains(TraceVerdict.Violated) ? 1 : verdicts.Contains(TraceVerdict.Inconclusive) ? 3 : 0;

    [GeneratedRegex(@"^\| (?<name>[\w.-]+) \| [^|]+ \| (?<exit>[0-3]) \| (?<says>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Unwrapped();
}
