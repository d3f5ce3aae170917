using System.CommandLine;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Cli.Usage;
using Tracer.Lab.Checking;
using Tracer.Reports.Text;
using Tracer.Traces;
using Tracer.Traces.Reading;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer explain</c>: a finding, what stands around it, and the order that its rule asks for.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var options = new FindingOptions();
        var command = new ExampleCommand(
            "explain",
            "Explain a finding: the events that prove it, why they break the rule, what was held, what harm was seen; "
            + "then the events around it, the order that the rule asks for, and what would mend it. "
            + "Without --at, --finding or --rule the gravest, as check lists them.",
            "tracer explain run.nettrace",
            "tracer explain run.nettrace --at 326",
            "tracer explain run.nettrace --finding 2",
            "tracer explain run.nettrace --at 326 --rule N11");
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            Interruption.Of(parsed).EndWithReader();
            var report = Check(options.Trace(parsed), options.Check(parsed), parsed.InvocationConfiguration.Error);
            if (report.Error is not null) throw new ArgumentException(report.Error, report.InternalError);
            NextTrace.Tell(report.Path, report.Next, parsed.InvocationConfiguration.Error);
            var output = parsed.InvocationConfiguration.Output;
            var findings = options.Choose(parsed, report);
            if (findings.Count > 0) Write(report, options.Check(parsed), findings, output);

            if (findings.Count == 0) output.WriteLine(VerdictLine.Of(report));
            return ExitCode.Holds;
        });
        return command;
    }

    // What stands around a finding takes a second reading, so a file.
    private static void Write(TraceReport report, CheckOptions options, IReadOnlyList<Finding> findings, TextWriter output)
    {
        var names = new Names();
        Surroundings[] around = [.. findings.Select(finding => new Surroundings(finding, EventPlace.In(report), names))];
        if (CanBeReadAgain(TraceInFile.Of(report.Path).File)) TraceReplay.Run(report.Path, options, _ => { }, [names, .. around]);
        var text = new FindingsText(report);
        var more = new SurroundingsText(report);
        foreach (var (i, finding) in findings.Index())
        {
            if (i > 0) output.WriteLine();
            text.WriteOne(finding, output);
            if (around[i].Events.Count > 0) more.WriteSeen(finding, around[i], output);
            SurroundingsText.WritePrescribed(finding, output);
        }
    }

    // A pipe has no length, and gives nothing twice.
    private static bool CanBeReadAgain(string file)
    {
        if (file == TraceFile.StandardInput) return false;
        var target = (FileInfo?)File.ResolveLinkTarget(file, returnFinalTarget: true) ?? new FileInfo(file);
        return target is { Exists: true, Length: > 0 };
    }

    private static TraceReport Check(string trace, CheckOptions options, TextWriter error)
    {
        using var progress = Progress.On(error);
        return TraceCheck.Run(trace, options, ReadingProgress.Of(progress, trace));
    }
}
