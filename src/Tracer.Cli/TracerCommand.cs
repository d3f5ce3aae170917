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

    /// <summary>All commands with their arguments and options. One for all runs: an option that several hold would remember every one that ever held it.</summary>
    public static RootCommand Root { get; } = Create();

    /// <summary>Runs a command line; what goes wrong is one line on <paramref name="errors"/> and exit code 2.</summary>
    public static int Run(IReadOnlyList<string> args, TextWriter console, TextWriter errors, Interruption? interruption = null)
    {
        using var output = new PrintableWriter(console);
        using var error = new PrintableWriter(errors, mustBeRead: false);
        var exitCode = Run(args, output, error, new Invocation(interruption ?? new Interruption())
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
        if (interruption?.ExitCode is not { } signalled) return exitCode;
        error.WriteLine("tracer: interrupted: what is told is what was found until then");
        return signalled;
    }

    private static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error, Invocation invocation)
    {
        var exitCode = ExitCode.NoReader;
        var parsed = Root.Parse(args);
        try
        {
            exitCode = Invoke(parsed, invocation);
            output.Flush();
            return exitCode;
        }
        catch (Exception e) when (e is OperationCanceledException or TraceFormatException or ArgumentException && invocation.Interruption.Token.IsCancellationRequested)
        {
            // Of a trace that was left at its very beginning there is nothing to say, and nobody to say it to if he is gone.
            if (!invocation.Interruption.HasNoReader) output.Flush();
            if (!invocation.Interruption.HasNoReader && e is not TraceFormatException) error.WriteLine($"tracer: {e.Message}");
            return exitCode;
        }
        catch (IOException e) when (StandardOutput.HasNoReader(e))
        {
            return exitCode;
        }
        catch (Exception e) when (e is ArgumentException or TraceFormatException or IOException or UnauthorizedAccessException)
        {
            DebugOption.Tell(error, DidYouMean.Improved(e.Message), e, parsed);
            return ExitCode.Unusable;
        }
        catch (Exception e)
        {
            // Whoever reads a trace has said which; what comes here is of no trace, or of what was made of it.
            DebugOption.Tell(error, "internal error, please report; --debug tells more", e, parsed);
            return ExitCode.Unusable;
        }
    }

    private static int Invoke(ParseResult parsed, Invocation configuration)
    {
        if (parsed.Errors.Count == 0) return parsed.Invoke(configuration);
        if (parsed.Tokens.Count > 0) throw new ArgumentException(UsageError.Of(parsed));
        Root.Parse(["--help"]).Invoke(configuration);
        return ExitCode.Unusable;
    }

    private static RootCommand Create()
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
            ReportCommand.Create(),
            SliceCommand.Create(),
            SqlCommand.Create(),
            ExportCommand.Create(),
            ReplayCommand.Create(),
            MatrixCommand.Create(),
            ListCommand.Create(),
            RulesCommand.Create(),
        };
        root.Add(HelpCommand.Create(root));
        root.Add(DebugOption.Instance);
        Suggestions.Install(root);
        HelpPage.Install(root, "tracer demo", "tracer check traces/kernel", "tracer check --help");
        return root;
    }
}
