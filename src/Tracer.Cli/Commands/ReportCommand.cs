using System.CommandLine;
using Tracer.Cli.Files;
using Tracer.Cli.Usage;
using Tracer.Lab.Checking;
using Tracer.Pages;
using Tracer.Reports.Text;
using Tracer.Traces;
using Tracer.Traces.Reading;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer report</c>: all that can be said of a trace as one page to click through.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var trace = TraceArgument.One();
        var protocol = OriginOptions.Protocol();
        var kernel = OriginOptions.Kernel();
        var output = new Option<string>("-o", "--output") { Description = "the page: FILE.html", HelpName = "FILE", Required = true };
        var command = new ExampleCommand(
            "report",
            "Write all that can be said of a trace as one HTML file that needs no server: the verdict and what it rests on, the findings with their proof, "
            + "a timeline to zoom and click in, and what came of each rule. Exits 0 when the page was written.",
            "tracer report run.nettrace -o run.html",
            "tracer report trace.txt.gz --kernel 6.1 -o trace.html")
        {
            trace, output, protocol, kernel,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(trace)!;
            if (TraceInFile.Of(path).File == TraceFile.StandardInput) throw new ArgumentException("report reads a trace twice, so it needs a file");
            var file = OutputFile.Named(parsed.GetValue(output)!, path);
            var options = new CheckOptions { Protocol = parsed.GetValue(protocol), Kernel = parsed.GetValue(kernel), Stop = Interruption.Of(parsed).Token };
            var console = parsed.InvocationConfiguration;
            using var progress = Progress.On(console.Error);
            var report = TraceCheck.Run(path, options, ReadingProgress.Of(progress, path));
            if (report.Error is not null) throw new ArgumentException(report.Error, report.InternalError);
            if (options.Stop.IsCancellationRequested) throw new OperationCanceledException($"{path}: no page is written; {VerdictLine.Of(report)}");
            NextTrace.Tell(report.Path, report.Next, console.Error);

            var page = new ReportBuilder(report);
            TraceReplay.Run(path, options, page.ListenTo, [.. page.Sinks, .. ReadingProgress.Of(progress, $"{path}, again")]);
            options.Stop.ThrowIfCancellationRequested();
            file.WriteBytes(page.Write);
            console.Output.WriteLine($"{file.Path}: {VerdictLine.Of(report)}");
            return ExitCode.Holds;
        });
        return command;
    }
}
