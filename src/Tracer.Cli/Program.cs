using System.CommandLine;
using Tracer.Cli;
using Tracer.Cli.Commands;
using Tracer.Events;

var root = new RootCommand("Verifies the ordering rules between locks, page-table changes and MMU-notifier calls in recorded traces.")
{
    DemoCommand.Create(),
    RecordCommand.Create(),
    CheckCommand.Create(),
    InfoCommand.Create(),
    ShowCommand.Create(),
    ExplainCommand.Create(),
    PlotCommand.Create(),
    ReplayCommand.Create(),
    ListCommand.Create(),
    RulesCommand.Create(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors) Console.Error.WriteLine($"tracer: {error.Message}");
    Console.Error.WriteLine("tracer: --help lists what there is");
    return ExitCode.Unusable;
}

try
{
    return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is ArgumentException or TraceFormatException)
{
    Console.Error.WriteLine($"tracer: {e.Message}");
    return ExitCode.Unusable;
}
