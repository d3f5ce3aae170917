using System.CommandLine;
using Tracer.Analysis.Summaries;
using Tracer.Cli.Usage;
using Tracer.Reports.Text;
using Tracer.Traces;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer info</c>: what is in a trace.</summary>
internal static class InfoCommand
{
    public static Command Create()
    {
        var trace = TraceArgument.One();
        var kernel = OriginOptions.Kernel();
        var command = new ExampleCommand(
            "info", "Tell what is in a trace: where it comes from, its events by kind, tasks, address spaces, and a hash over everything but timestamps.",
            "tracer info run.nettrace",
            "zcat trace.txt.gz | tracer info -")
        {
            trace, kernel,
        };
        command.SetAction(parsed =>
        {
            var interruption = Interruption.Of(parsed);
            interruption.EndWithReader();
            using var opened = TraceFile.Open(parsed.GetValue(trace)!, parsed.GetValue(kernel), readsAhead: true, interruption.Token);
            var summary = new TraceSummary();
            var completeness = opened.Read(summary);
            if (interruption.Token.IsCancellationRequested) completeness = completeness.Interrupted();
            NextTrace.Tell(opened, parsed.InvocationConfiguration.Error);
            InfoText.Write(opened.Path, opened.Origin, completeness, summary, parsed.InvocationConfiguration.Output);
            return ExitCode.Holds;
        });
        return command;
    }
}
