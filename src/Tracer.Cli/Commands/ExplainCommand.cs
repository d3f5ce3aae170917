using System.CommandLine;
using Tracer.Analysis.Findings;
using Tracer.Cli.Usage;
using Tracer.Lab.Checking;
using Tracer.Reports.Text;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer explain</c>: Let, Then, Held, Seen, Again of a finding.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var options = new FindingOptions();
        var command = new ExampleCommand(
            "explain", "Explain a finding: the events that prove it, why they break the rule, what was held, what harm was seen. Without --at or --finding, the first.",
            "tracer explain run.nettrace",
            "tracer explain run.nettrace --at 326",
            "tracer explain run.nettrace --finding 2");
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            Interruption.Of(parsed).EndWithReader();
            var report = Check(options.Trace(parsed), options.Check(parsed), parsed.InvocationConfiguration.Error);
            if (report.Error is not null) throw new ArgumentException(report.Error, report.InternalError);
            NextTrace.Tell(report.Path, report.Next, parsed.InvocationConfiguration.Error);
            var output = parsed.InvocationConfiguration.Output;
            var text = new FindingsText(report);
            var findings = options.Choose(parsed, report);
            for (var i = 0; i < findings.Count; i++)
            {
                if (i > 0) output.WriteLine();
                text.WriteOne(findings[i], output);
            }

            if (findings.Count == 0) output.WriteLine(VerdictLine.Of(report));
            return ExitCode.Holds;
        });
        return command;
    }

    private static TraceReport Check(string trace, CheckOptions options, TextWriter error)
    {
        using var progress = Progress.On(error);
        return TraceCheck.Run(trace, options, ReadingProgress.Of(progress, trace));
    }
}
