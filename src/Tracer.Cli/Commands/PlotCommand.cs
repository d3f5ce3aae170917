using System.CommandLine;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Charts;
using Tracer.Charts.Building;
using Tracer.Charts.Data;
using Tracer.Cli.Files;
using Tracer.Cli.Usage;
using Tracer.Lab.Checking;
using Tracer.Lab.Filtering;
using Tracer.Reports.Text;
using Tracer.Traces;
using Tracer.Traces.Reading;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer plot</c>: charts for a review.</summary>
internal sealed class PlotCommand
{
    private const string Lanes = "lanes";
    private const string Page = "page";
    private const string Holds = "holds";
    private const string Violations = "violations";
    private const string Rules = "rules";

    private readonly FindingOptions finding = new();
    private readonly Option<string> chart = new Option<string>("--chart")
    {
        Description = $"{Lanes}: tasks and what they held around a finding, or a place; {Page}: all that touched a page; {Holds}: how long locks were held; "
            + $"{Violations}: findings over the run; {Rules}: findings of each rule",
        HelpName = "NAME",
    }.OneOf([Lanes, Page, Holds, Violations, Rules]);
    private readonly Option<long?> around = Values.Number<long>("--around", 1, "SEQ", "draw what is around this sequence number (on a text trace: line), whatever is found there", EventPlace.Most);
    private readonly Option<string> address = new("--address") { Description = $"the page of --chart {Page}: an address, a range, or a frame after pfn:, as in pfn:0x13ff35", HelpName = "PAGE" };
    private readonly Option<string> size = new Option<string>("--size")
    {
        Description = $"how wide: {string.Join(", ", PictureSize.All.Select(one => $"{one.Name} {one.Width}"))}; {PictureSize.Page.Name} by default", HelpName = "SIZE",
    }.OneOf([.. PictureSize.All.Select(one => one.Name)]);
    private readonly Option<string> format = new Option<string>("--format") { Description = $"{string.Join(" or ", PlotFile.Formats)}, where the file's ending does not say it", HelpName = "FORMAT" }
        .OneOf(PlotFile.Formats);
    private readonly Option<string> output = new("-o", "--output") { Description = "the picture: FILE.svg or FILE.png", HelpName = "FILE", Required = true };

    public static Command Create()
    {
        var plot = new PlotCommand();
        var command = new ExampleCommand(
            "plot", "Draw a chart of a trace: around its gravest finding, unless --at, --finding, --around, --address or --chart says otherwise.",
            "tracer plot run.nettrace -o finding.svg",
            "tracer plot run.nettrace --finding 3 -o third.png",
            "tracer plot run.nettrace --around 170 --size slide -o place.png",
            "tracer plot run.nettrace --address 0x7f0000001000 -o page.svg",
            "tracer plot run.nettrace --chart violations -o run.svg");
        plot.finding.AddTo(command);
        command.Add(plot.around);
        command.Add(plot.address);
        command.Add(plot.chart);
        command.Add(plot.size);
        command.Add(plot.format);
        command.Add(plot.output);
        command.SetAction(plot.Run);
        return command;
    }

    /// <summary>A finding as data; the trace is replayed a second time, without rules, for what lies around it.</summary>
    public static Chart Draw(string trace, CheckOptions options, TraceReport report, Finding of, PictureSize? size = null)
    {
        var builder = new LaneChartBuilder(of, report) { Size = size ?? PictureSize.Page };
        var hash = new EventHash();
        TraceReplay.Run(trace, options, builder.ListenTo, hash);
        options.Stop.ThrowIfCancellationRequested();
        return builder.Build(hash.ToString());
    }

    private int Run(ParseResult parsed)
    {
        var trace = finding.Trace(parsed);
        var file = OutputFile.Named(parsed.GetValue(output)!, trace);
        var kind = PlotFile.FormatOf(file.Path, parsed.GetValue(format));
        var width = PictureSize.All.FirstOrDefault(one => one.Name == parsed.GetValue(size)) ?? PictureSize.Page;
        var options = finding.Check(parsed);
        var drawn = Draw(parsed, trace, options, width);
        options.Stop.ThrowIfCancellationRequested();
        file.WriteBytes(stream => PlotFile.Write(drawn, kind, stream, width));
        parsed.InvocationConfiguration.Output.WriteLine($"{file.Path}: {drawn.Title}");
        return ExitCode.Holds;
    }

    private Chart Draw(ParseResult parsed, string trace, CheckOptions options, PictureSize width)
    {
        var page = parsed.GetValue(address);
        var place = parsed.GetValue(around);
        var wanted = parsed.GetValue(chart) ?? (page is not null ? Page : Lanes);
        if (page is not null && wanted != Page) throw new ArgumentException($"--address goes with --chart {Page}");
        if (page is null && wanted == Page) throw new ArgumentException($"--chart {Page}: of which page? --address says");
        if (place is not null && wanted is not (Lanes or Page)) throw new ArgumentException($"--around goes with --chart {Lanes} and --chart {Page}");
        if (place is not null && finding.IsAsked(parsed)) throw new ArgumentException("--around means a place: --at, --finding and --rule mean a finding");
        if (wanted == Holds) return DrawHolds(trace, options);
        if (wanted == Page) return DrawAround(trace, options, head => new PageSubject(page!, head), place, width, TypedPages.Trail("--address", page!).Takes);
        if (place is { } number) return DrawAround(trace, options, head => new PlaceSubject(number, head), place, width, only: null);

        if (TraceInFile.Of(trace).File == TraceFile.StandardInput) throw new ArgumentException("plot reads a trace twice, so it needs a file");
        var hash = new EventHash();
        var report = TraceCheck.Run(trace, options, hash);
        if (report.Error is not null) throw new ArgumentException(report.Error, report.InternalError);
        if (options.Stop.IsCancellationRequested) throw new OperationCanceledException($"{trace}: nothing is drawn; {VerdictLine.Of(report)}");
        if (wanted == Violations) return ViolationsChart.OverSequence(report, hash: hash.ToString());
        if (wanted == Rules) return ViolationsChart.OfRules(report, hash.ToString());
        return finding.Choose(parsed, report) is [var chosen, ..] ? Draw(trace, options, report, chosen, width)
            : throw new ArgumentException($"{trace}: no finding to draw around; --around draws any place, --chart {Violations} the whole run");
    }

    private static LaneChart DrawAround(string trace, CheckOptions options, Func<TraceHead, LaneSubject> subject, long? number, PictureSize width, EventTest? only)
    {
        var (names, hash) = (new Names(), new EventHash());
        LaneChartBuilder? builder = null;
        TraceReplay.Run(
            trace, options,
            (replay, origin) =>
            {
                var head = new TraceHead { Path = trace, Origin = options.OriginOf(origin), Names = names };
                var window = number is { } place ? SequenceWindow.Around(place, EventPlace.In(head)) : SequenceWindow.Whole;
                builder = new LaneChartBuilder(subject(head), window) { Only = only is null ? null : e => only(in e), Size = width };
                builder.ListenTo(replay);
            },
            names, hash);
        options.Stop.ThrowIfCancellationRequested();
        return builder!.Build(hash.ToString());
    }

    private static BarChart DrawHolds(string trace, CheckOptions options)
    {
        var (names, hash, holds) = (new Names(), new EventHash(), new HoldsChart());
        TraceHead? head = null;
        TraceReplay.Run(
            trace, options,
            (replay, origin) =>
            {
                head = new TraceHead { Path = trace, Origin = options.OriginOf(origin), Names = names };
                holds.ListenTo(replay);
            },
            names, hash);
        options.Stop.ThrowIfCancellationRequested();
        return holds.Build(head!, hash.ToString());
    }
}
