using System.CommandLine;
using Tracer.Cli.Commands;
using Tracer.Cli.Files;
using Tracer.Cli.Usage;
using Tracer.Traces.Reading;

namespace Tracer.Cli;

/// <summary>The command <c>tracer</c> with all that is below it.</summary>
internal static class TracerCommand
{
    private const string About =
        "Verifies the ordering rules between locks, page-table changes and MMU-notifier calls in recorded traces. "
        + "Exit codes: 0 holds or done, 1 violated, 2 wrong usage or unreadable input, 3 inconclusive.";

    /// <summary>Runs a command line; what goes wrong is one line on <paramref name="error"/> and exit code 2.</summary>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var exitCode = ExitCode.NoReader;
        try
        {
            exitCode = Invoke(Root().Parse(args), output, error);
            output.Flush();
            return exitCode;
        }
        catch (IOException e) when (StandardOutput.HasNoReader(e))
        {
            return exitCode;
        }
        catch (Exception e) when (e is ArgumentException or TraceFormatException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"tracer: {e.Message}");
            return ExitCode.Unusable;
        }
    }

    private static int Invoke(ParseResult parsed, TextWriter output, TextWriter error)
    {
        var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        if (parsed.Errors.Count == 0) return parsed.Invoke(configuration);
        if (parsed.Tokens.Count > 0) throw new ArgumentException(UsageError.Of(parsed));
        Root().Parse(["--help"]).Invoke(configuration);
        return ExitCode.Unusable;
    }

    /// <summary>All commands with their arguments and options.</summary>
    public static RootCommand Root()
    {
        var root = new RootCommand(About)
        {
            DemoCommand.Create(),
            RecordCommand.Create(),
            CaptureScriptCommand.Create(),
            CheckCommand.Create(),
            InfoCommand.Create(),
            ShowCommand.Create(),
            ExplainCommand.Create(),
            PlotCommand.Create(),
            SqlCommand.Create(),
            ReplayCommand.Create(),
            MatrixCommand.Create(),
            ListCommand.Create(),
            RulesCommand.Create(),
        };
        HelpPage.Install(root, "tracer demo", "tracer check traces/kernel", "tracer check --help");
        return root;
    }
}
