using System.CommandLine;
using Tracer.Analysis;
using Tracer.Events;
using Tracer.Lab;
using Tracer.Reports.Charts;
using Tracer.Traces;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer plot</c>: charts for a review.</summary>
internal static class PlotCommand
{
    public const string Lanes = "lanes";
    private const string Violations = "violations";

    public static Command Create()
    {
        var trace = TraceArgument.Create();
        var kernel = TraceArgument.Kernel();
        var chart = new Option<string>("--chart") { Description = $"{Lanes}: tasks and what they held around a finding; {Violations}: findings over the run", DefaultValueFactory = _ => Lanes };
        chart.AcceptOnlyFromAmong(Lanes, Violations);
        var at = new Option<long?>("--at") { Description = "around the finding at this sequence number (on a text trace: line)", HelpName = "SEQ" };
        var number = new Option<int?>("--finding") { Description = "around the finding of this number", HelpName = "N" };
        var output = new Option<string>("-o", "--output") { Description = "the picture: FILE.svg, or FILE.png in a build with ScottPlot", HelpName = "FILE", Required = true };
        var command = new Command("plot", "Draw a chart of a trace.") { trace, kernel, chart, at, number, output };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(output)!;
            var renderer = ChartRenderers.For(path);
            var drawn = Draw(parsed.GetValue(trace)!, parsed.GetValue(kernel), parsed.GetValue(chart)!, parsed.GetValue(at), parsed.GetValue(number));
            OutputFile.WriteBytes(path, stream => renderer.Render(drawn, stream));
            parsed.InvocationConfiguration.Output.WriteLine($"{path}: {drawn.Title}");
            return ExitCode.Holds;
        });
        return command;
    }

    /// <summary>The chart as data; the trace is read a second time for the events around the finding.</summary>
    public static Chart Draw(string trace, string? kernel, string chart, long? at, int? number)
    {
        if (trace == TraceFile.StandardInput) throw new ArgumentException("plot reads a trace twice, so it needs a file");
        var report = TraceCheck.Run(trace, new CheckOptions { Kernel = kernel });
        if (report.Error is not null) throw new ArgumentException(report.Error);
        if (chart == Violations) return ViolationsChart.OverSequence(report);
        if (FindingChoice.Choose(report, at, number) is not [var finding, ..])
            throw new ArgumentException($"{trace}: no finding to draw around; --chart {Violations} draws the whole run");
        var builder = new LaneChartBuilder(finding, report);
        using var again = TraceFile.Open(trace, kernel);
        again.Read(builder);
        return builder.Build();
    }
}
