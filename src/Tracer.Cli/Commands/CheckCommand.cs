using Tracer.Cli.Files;
using System.CommandLine;
using System.Runtime.ExceptionServices;
using Tracer.Analysis.Findings;
using Tracer.Analysis.Rules;
using Tracer.Cli.Usage;
using Tracer.Lab.Checking;
using Tracer.Reports;
using Tracer.Reports.Json;
using Tracer.Reports.Rendering;
using Tracer.Reports.Text;
using Tracer.Traces;
using Tracer.Traces.Reading;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer check</c>: verify traces.</summary>
internal sealed class CheckCommand
{
    private static readonly string[] Formats = [.. ReportFormats.All.Select(renderer => renderer.Format)];

    private readonly Argument<string[]> traces = TraceArgument.Several();
    private readonly Option<string> rules = new("--rules") { Description = "only these rules, such as N01,I05", HelpName = "IDS" };
    private readonly Option<string> protocol = OriginOptions.Protocol();
    private readonly Option<string> kernel = OriginOptions.Kernel();
    private readonly Option<string> format = new Option<string>("--format")
    {
        Description = $"how to write the report: {string.Join(", ", Formats)}; by default what the file's ending says, else {Formats[0]}",
        HelpName = "FORMAT",
    }.OneOf(Formats);
    private readonly Option<bool> verbose = new("-v", "--verbose") { Description = "of several traces tell in full, as of a single one, and not in a line each" };
    private readonly Option<string> output = new("-o", "--output") { Description = "write the report to this file; .json, .csv, .sarif and .xml say the format too", HelpName = "FILE" };
    private readonly Option<string> baseline = new("--baseline")
    {
        Description = "an earlier report in JSON: only findings whose rule, reason, function and caller are not in it count for the exit code",
        HelpName = "FILE",
    };
    private readonly Option<bool> policy = new("--policy") { Description = "let rules that were proposed and never enforced count for the verdict" };
    private readonly Option<int?> inconclusive = Values.Number<int>("--inconclusive-exit", 0, "CODE", "exit code of an inconclusive verdict (3 by default), such as 125 for git bisect run", 255);
    private readonly Option<int?> jobs = Values.Number<int>("--jobs", 1, "N", "check so many traces at a time (1 by default)");

    public static Command Create()
    {
        var check = new CheckCommand();
        var command = new ExampleCommand(
            "check", "Verify the ordering rules over traces. Exit codes: 0 holds, 1 violated, 2 unreadable, 3 inconclusive; of several traces the gravest: 2, 1, 3, 0.",
            "tracer check run.nettrace",
            "tracer check captures/ --jobs 4 --format json -o report.json",
            "tracer check captures/ -o report.sarif",
            "tracer check trace.txt.gz --kernel 6.1 --rules N01,N03",
            "tracer check captures/ --baseline report.json")
        {
            check.traces, check.rules, check.protocol, check.kernel, check.format, check.verbose, check.output, check.baseline, check.policy, check.inconclusive, check.jobs,
        };
        command.SetAction(check.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        // What is wrong with the usage is said before any trace is opened.
        var options = Options(parsed);
        var named = parsed.GetValue(traces)!;
        var earlier = parsed.GetValue(baseline);
        var file = OutputFile.Of(parsed.GetValue(output), earlier is null ? named : [.. named, earlier]);
        var renderer = ReportFormats.Find(parsed.GetValue(format) ?? (file is null ? null : ReportFormats.OfFile(parsed.GetValue(output)!)) ?? Formats[0], parsed.GetValue(verbose));
        var known = earlier is not null ? ReadBaseline(earlier) : null;
        var paths = TracePath.All(named);

        // An earlier report may lie beside the traces, and is none.
        file?.Refuse(paths.Where(of => of.Folder is not null && of.Known is null).Select(of => of.Path), MayBeTrace);

        // A live trace may go on for hours: who reads the text wants to hear of a breach when it happens.
        if (named.Contains(TraceFile.StandardInput) && file is null && renderer.Format == Formats[0])
        {
            var live = new LiveFindings(parsed.InvocationConfiguration.Output);
            options = options with { Found = live.Tell };
            renderer = new TextReport { Told = live.Told };
        }

        var console = parsed.InvocationConfiguration;
        var interruption = Interruption.Of(parsed);
        if (file is null) interruption.EndWithReader();
        var ofAll = CheckAll(paths, options, parsed.GetValue(jobs) ?? 1, console.Error);
        if (interruption.HasNoReader) return ExitCode.NoReader;
        IReadOnlyList<TraceReport>[] ofFiles = [.. ofAll.OfType<IReadOnlyList<TraceReport>>()];
        if (ofFiles.Length < paths.Count) console.Error.WriteLine($"tracer: {paths.Count - ofFiles.Length} of {paths.Count} files were not looked at");
        paths = [.. paths.Where((_, i) => ofAll[i] is not null)];
        var reports = PassedOver.Without(paths, ofFiles, named);
        try
        {
            Report(reports, renderer, file, console, interruption.Token);
        }
        catch (Exception e) when (e is not ArgumentException && Unexpected.Is(e))
        {
            // Whichever of them cannot be told of, the others can.
            reports = [.. reports.Select(report => Tellable(report, renderer))];
            Report(reports, renderer, file, console, interruption.Token);
        }

        if (parsed.GetValue(DebugOption.Instance))
            foreach (var report in reports.Where(report => report.InternalError is not null)) console.Error.WriteLine(report.InternalError);
        foreach (var line in PassedOver.Lines(paths, ofFiles)) console.Error.WriteLine($"tracer: {line}");
        var verdicts = known is null ? [.. reports.Select(report => report.Verdict)] : Fresh(reports, known, console.Error);
        return ExitCode.Of(verdicts, parsed.GetValue(inconclusive) ?? ExitCode.Inconclusive);
    }

    private CheckOptions Options(ParseResult parsed) => new()
    {
        Rules = parsed.GetValue(rules) is { } ids ? Rules(ids) : RuleCatalogue.All,
        Protocol = parsed.GetValue(protocol),
        Kernel = parsed.GetValue(kernel),
        Stop = Interruption.Of(parsed).Token,
        CountPolicy = parsed.GetValue(policy),
    };

    private static IReadOnlyList<Rule> Rules(string ids) =>
        Typed.List(ids) is { Length: > 0 } wanted
            ? RuleCatalogue.Choose(wanted) : throw new ArgumentException("--rules: names no rule; give some, such as N01,I05");

    private static IReadOnlyList<TraceReport>?[] CheckAll(IReadOnlyList<TracePath> paths, CheckOptions options, int jobs, TextWriter error)
    {
        var reports = new IReadOnlyList<TraceReport>?[paths.Count];
        using var progress = options.Found is null ? Progress.On(error) : null;
        try
        {
            Parallel.For(0, paths.Count, new ParallelOptions { MaxDegreeOfParallelism = jobs }, i =>
            {
                if (i > 0 && options.Stop.IsCancellationRequested) return;
                reports[i] = Check(paths[i], options, ReadingProgress.Of(progress, paths.Count == 1 ? paths[i].Path : $"{i + 1} of {paths.Count}: {paths[i].Path}"));
            });
        }
        catch (AggregateException e) when (e.InnerException is IOException gone)
        {
            ExceptionDispatchInfo.Throw(gone);
        }

        return reports;
    }

    // Of several traces one that fails must not keep the others from being checked.
    private static IReadOnlyList<TraceReport> Check(TracePath trace, CheckOptions options, IReadOnlyList<IEventSink> listeners)
    {
        try
        {
            return trace.Known is { } known ? [known] : TraceCheck.RunAll(trace.Path, options, listeners);
        }
        catch (Exception e) when (e is ArgumentException or UnauthorizedAccessException || e is IOException failed && !StandardOutput.HasNoReader(failed))
        {
            return [TraceReport.Unreadable(trace.Path, $"{trace.Path}: {e.Message}")];
        }
        catch (Exception e) when (Unexpected.Is(e))
        {
            return [TraceReport.Unreadable(trace.Path, Unexpected.In(trace.Path, "after its events", e).Message) with { InternalError = e }];
        }
    }

    private static bool MayBeTrace(string path)
    {
        try
        {
            using var trace = TraceFile.Open(path);
            return true;
        }
        catch (TraceFormatException e)
        {
            return e.NoTrace is null;
        }
    }

    private static void Report(IReadOnlyList<TraceReport> reports, IReportRenderer renderer, OutputFile? file, InvocationConfiguration console, CancellationToken stop)
    {
        var readByPerson = renderer.Format == Formats[0] && file is null;
        var unreadable = reports.Select(report => report.Error).OfType<string>().ToArray();

        // Among several traces a person reads of it in its place; a single one is an error like any other.
        if (!readByPerson || reports.Count == 1)
            foreach (var why in unreadable) console.Error.WriteLine($"tracer: {why}");
        if (readByPerson && reports is [{ Error: not null }]) return;
        try
        {
            if (file is not null && stop.IsCancellationRequested)
                console.Error.WriteLine($"tracer: {file.Path} is not written; what was found until then is in {file.WritePart(writer => renderer.Render(reports, writer))}");
            else
                OutputFile.Write(file, console.Output, writer => renderer.Render(reports, writer));
        }
        catch (IOException e) when (StandardOutput.HasNoReader(e))
        {
            // The verdict stands, whoever wants to read how it came about.
        }
    }

    private static TraceReport Tellable(TraceReport report, IReportRenderer renderer)
    {
        try
        {
            renderer.Render([report], TextWriter.Null);
            return report;
        }
        catch (Exception e) when (Unexpected.Is(e))
        {
            return TraceReport.Unreadable(report.Path, Unexpected.In(report.Path, "in its report", e).Message) with { InternalError = e };
        }
    }

    private static Baseline ReadBaseline(string path)
    {
        try
        {
            return Baseline.Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new ArgumentException($"--baseline {path}: {e.Message}", e);
        }
    }

    private static List<TraceVerdict> Fresh(IReadOnlyList<TraceReport> reports, Baseline known, TextWriter error)
    {
        var verdicts = new List<TraceVerdict>();
        foreach (var report in reports)
        {
            var fresh = report.Findings.Where(finding => !known.Knows(report, finding)).ToArray();
            verdicts.Add(report.Verdict == TraceVerdict.Violated && fresh.Length == 0 ? TraceVerdict.Holds : report.Verdict);
            if (report.Findings.Count == 0) continue;
            var rest = fresh.Length > 0
                ? $"{fresh.Length} not in the baseline: {string.Join(", ", fresh.Select(finding => finding.Reason.Code).Distinct())}" : "all in the baseline";
            error.WriteLine($"tracer: {report.Path}: {report.Findings.Count} findings, {rest}");
            if (fresh.Count(finding => known.LacksCaller(report, finding)) is > 0 and var old)
                error.WriteLine($"tracer: {report.Path}: the baseline knows {old} of these but for the caller, which it does not name: write it anew");
        }

        return verdicts;
    }
}
