using Tracer.Cli.Files;
using System.CommandLine;
using Tracer.Analysis.Findings;
using Tracer.Charts;
using Tracer.Charts.Building;
using Tracer.Charts.Data;
using Tracer.Cli.Usage;
using Tracer.Lab.Checking;
using Tracer.Reports.Text;
using Tracer.Traces;
using Tracer.Traces.Reading;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer plot</c>: charts for a review.</summary>
internal static class PlotCommand
{
    public const string Lanes = "lanes";
    private const string Violations = "violations";
    private const string Rules = "rules";

    public static Command Create()
    {
        var options = new FindingOptions();
        var chart = new Option<string>("--chart")
        {
            Description = $"{Lanes}: tasks and what they held around a finding; {Violations}: findings over the run; {Rules}: findings of each rule",
            DefaultValueFactory = _ => Lanes,
            HelpName = "NAME",
        }.OneOf([Lanes, Violations, Rules]);
        var format = new Option<string>("--format") { Description = $"{string.Join(" or ", PlotFile.Formats)}, where the file's ending does not say it", HelpName = "FORMAT" };
        var output = new Option<string>("-o", "--output") { Description = "the picture: FILE.svg or FILE.png", HelpName = "FILE", Required = true };
        var command = new ExampleCommand(
            "plot", "Draw a chart of a trace: around its first finding, unless --at, --finding or --chart says otherwise.",
            "tracer plot run.nettrace -o finding.svg",
            "tracer plot run.nettrace --finding 3 -o third.png",
            "tracer plot run.nettrace --chart violations -o run.svg");
        options.AddTo(command);
        command.Add(chart);
        command.Add(format.OneOf(PlotFile.Formats));
        command.Add(output);
        command.SetAction(parsed =>
        {
            var file = OutputFile.Named(parsed.GetValue(output)!, options.Trace(parsed));
            var kind = PlotFile.FormatOf(file.Path, parsed.GetValue(format));
            var drawn = Draw(options.Trace(parsed), options.Check(parsed), parsed.GetValue(chart)!, report => options.Choose(parsed, report));
            options.Check(parsed).Stop.ThrowIfCancellationRequested();
            file.WriteBytes(stream => PlotFile.Write(drawn, kind, stream));
            parsed.InvocationConfiguration.Output.WriteLine($"{file.Path}: {drawn.Title}");
            return ExitCode.Holds;
        });
        return command;
    }

    /// <summary>The chart as data; the trace is replayed a second time, without rules, for what lies around the finding.</summary>
    public static Chart Draw(string trace, CheckOptions options, string chart, Func<TraceReport, IReadOnlyList<Finding>> choose)
    {
        if (TraceInFile.Of(trace).File == TraceFile.StandardInput) throw new ArgumentException("plot reads a trace twice, so it needs a file");
        var report = TraceCheck.Run(trace, options);
        if (report.Error is not null) throw new ArgumentException(report.Error, report.InternalError);
        if (options.Stop.IsCancellationRequested) throw new OperationCanceledException($"{trace}: nothing is drawn; {VerdictLine.Of(report)}");
        if (chart == Violations) return ViolationsChart.OverSequence(report);
        if (chart == Rules) return ViolationsChart.OfRules(report);
        if (choose(report) is not [var finding, ..])
            throw new ArgumentException($"{trace}: no finding to draw around; --chart {Violations} draws the whole run");
        var builder = new LaneChartBuilder(finding, report);
        TraceReplay.Run(trace, options, builder.ListenTo);
        options.Stop.ThrowIfCancellationRequested();
        return builder.Build();
    }
}
