using Tracer.Cli;

namespace Tracer.Tests.Cli;

/// <summary>Runs <c>tracer</c> in this process, as a shell would in one of its own.</summary>
internal static class Tool
{
    public static ToolResult Run(params IReadOnlyList<string> args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = TracerCommand.Run(args, output, error);
        return new ToolResult(exitCode, output.ToString(), error.ToString());
    }
}

internal sealed record ToolResult(int ExitCode, string Output, string Error)
{
    public string[] Lines => Output.TrimEnd('\n').Split('\n');

    /// <summary>It failed as a tool should: exit code 2 and one line for a person, nothing for a program.</summary>
    public string Refusal()
    {
        Assert.Equal(2, ExitCode);
        Assert.Equal("", Output);
        var line = Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("tracer: ", line, StringComparison.Ordinal);
        return line["tracer: ".Length..];
    }

    /// <summary>It did what it was asked for and had nothing to complain of.</summary>
    public string[] Done(int exitCode = 0)
    {
        Assert.Equal("", Error);
        Assert.Equal(exitCode, ExitCode);
        return Lines;
    }
}
