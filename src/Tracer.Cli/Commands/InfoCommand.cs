using System.CommandLine;
using Tracer.Reports.Text;
using Tracer.Traces;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer info</c>: what is in a trace.</summary>
internal static class InfoCommand
{
    public static Command Create()
    {
        var trace = TraceArgument.Create();
        var kernel = TraceArgument.Kernel();
        var command = new Command("info", "Tell what is in a trace: where it comes from, its events by kind, tasks, address spaces, and a hash over everything but timestamps.") { trace, kernel };
        command.SetAction(parsed =>
        {
            using var opened = TraceFile.Open(parsed.GetValue(trace)!, parsed.GetValue(kernel));
            var summary = new TraceSummary();
            var completeness = opened.Read(summary);
            var output = parsed.InvocationConfiguration.Output;
            InfoText.Write(opened.Path, opened.Origin, completeness, summary, output);
            output.Flush();
            return ExitCode.Holds;
        });
        return command;
    }
}
