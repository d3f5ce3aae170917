using System.CommandLine;
using Tracer.Analysis;
using Tracer.Lab;
using Tracer.Reports.Text;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer explain</c>: Let, Then, Held, Seen, Again of a finding.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var trace = TraceArgument.Create();
        var kernel = TraceArgument.Kernel();
        var at = new Option<long?>("--at") { Description = "the finding at this sequence number (on a text trace: line)", HelpName = "SEQ" };
        var number = new Option<int?>("--finding") { Description = "the finding of this number, from 1 in order of sequence", HelpName = "N" };
        var command = new Command("explain", "Explain a finding: the events that prove it, why they break the rule, what was held, what harm was seen.") { trace, kernel, at, number };
        command.SetAction(parsed =>
        {
            var report = TraceCheck.Run(parsed.GetValue(trace)!, new CheckOptions { Kernel = parsed.GetValue(kernel) });
            var output = parsed.InvocationConfiguration.Output;
            if (report.Error is not null) throw new ArgumentException(report.Error);
            var text = new FindingsText(report);
            var findings = FindingChoice.Choose(report, parsed.GetValue(at), parsed.GetValue(number));
            for (var i = 0; i < findings.Count; i++)
            {
                if (i > 0) output.WriteLine();
                text.WriteOne(findings[i], output);
            }

            if (findings.Count == 0) output.WriteLine(VerdictLine.Of(report));
            output.Flush();
            return ExitCode.Holds;
        });
        return command;
    }
}
