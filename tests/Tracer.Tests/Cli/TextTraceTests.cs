using System.Text.Json;
using Tracer.Testing.Captures;

namespace Tracer.Tests.Cli;

/// <summary>On a text, people read and type lines; programs get the number of the event too.</summary>
public sealed class TextTraceTests
{
    private static readonly string Trace = Capture.PathOf("planted/bug01-cow-fork-kvm.trace");

    [Fact]
    public void The_line_is_what_is_shown_and_what_is_typed()
    {
        var shown = Tool.Run("show", Trace, "--around", "1342", "--lines", "1").Done();
        Assert.All(shown, line => Assert.Matches("^ +134[123] ", line));
        Assert.Contains(shown, line => line.StartsWith("    1342 ", StringComparison.Ordinal));

        var told = string.Join('\n', Tool.Run("explain", Trace, "--at", "1342").Done());
        Assert.StartsWith("Finding 1: N01 ChangeLiesInsideBracket (critical, core) violated at line", told, StringComparison.Ordinal);
        Assert.Matches(@"--at( \\\n)? +1342", told);
        Assert.DoesNotContain("1342000", told, StringComparison.Ordinal);
        Assert.StartsWith("no finding at 1343; the trace has", Tool.Run("explain", Trace, "--at", "1343").Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_get_both()
    {
        var findings = JsonDocument.Parse(Tool.Run("check", Trace, "--format", "json").Output).RootElement[0].GetProperty("findings").EnumerateArray().ToList();
        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.Equal(finding.GetProperty("line").GetInt64(), LineSequence.LineOf(finding.GetProperty("sequence").GetInt64())));
    }
}
