using System.Text.RegularExpressions;
using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Cli;

/// <summary>The last line of a finding is a command that shows it again; here it is typed.</summary>
[Collection(NettraceCollection.Name)]
public sealed partial class AgainTests(SampleTraces traces) : IClassFixture<SampleTraces>
{
    [Fact]
    public void Of_an_engine_run() => TypeAgain(traces.Violated);

    [Fact]
    public void Of_a_kernel_trace() => TypeAgain(SampleTraces.PlantedKernel);

    [Fact]
    public void Of_a_trace_whose_kernel_the_user_told() => TypeAgain(SampleTraces.PlantedKernel, "--kernel", "6.1");

    [Fact]
    public void Of_a_trace_judged_by_another_protocol() => TypeAgain(traces.Holds, "--protocol", "4.10");

    [Fact]
    public void Of_a_trace_with_a_name_that_a_shell_would_split()
    {
        var path = traces.PathOf("it's a name that is long enough to need more than one line.nettrace");
        File.Copy(traces.Violated, path, overwrite: true);

        TypeAgain(path);
    }

    private static void TypeAgain(string trace, params string[] options)
    {
        var report = Tool.Run(["check", trace, .. options]);
        var typed = 0;
        foreach (var finding in report.Output.Split("\n\n").Where(block => Again().IsMatch(block)))
        {
            var header = finding.Split('\n')[0];
            var words = Words(Again().Match(finding).Groups[1].Value);
            Assert.Equal("tracer", words[0]);

            Assert.Contains(header, Tool.Run(words[1..]).Done());
            typed++;
        }

        Assert.Equal(report.ExitCode == 1, typed > 0);
        Assert.True(typed > 0 || report.ExitCode == 0);
    }

    /// <summary>What a POSIX shell makes of a command line: a backslash before a line end joins, single quotes keep.</summary>
    private static string[] Words(string command) =>
        [.. Word().Matches(command.Replace("\\\n", "", StringComparison.Ordinal)).Select(word => Piece().Replace(word.Value, piece =>
            piece.Groups["quoted"].Success ? piece.Groups["quoted"].Value : piece.Groups["escaped"].Value))];

    [GeneratedRegex(@"^  Again ((?:.*\\\n)*.*)$", RegexOptions.Multiline)]
    private static partial Regex Again();

    [GeneratedRegex(@"(?:'[^']*'|\\.|[^\s'\\])+")]
    private static partial Regex Word();

    [GeneratedRegex(@"'(?<quoted>[^']*)'|\\(?<escaped>.)")]
    private static partial Regex Piece();
}
