using System.CommandLine;
using System.IO.Compression;
using Tracer.Analysis.Explaining;
using Tracer.Analysis.Findings;
using Tracer.Cli.Files;
using Tracer.Cli.Usage;
using Tracer.Lab.Checking;
using Tracer.Lab.Slicing;
using Tracer.Reports.Text;
using Tracer.Traces;
using Tracer.Traces.Reading;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer slice</c>: a part of a trace as a trace of its own, to be attached to a mail.</summary>
internal static class SliceCommand
{
    private const int MarginAround = 100;
    private const int MarginOfFinding = 10;
    private const string Packed = ".gz";

    public static Command Create()
    {
        var trace = TraceArgument.One();
        var span = new SpanOptions();
        var margin = Values.Number<int>("--margin", 0, "N", $"so many more on each side: of --around {MarginAround} by default, of --finding {MarginOfFinding}");
        var finding = Values.Number<int>("--finding", 1, "N", "what the explanation of this finding needs, as check numbers them; the same finding is made of the part alone");
        var output = new Option<string>("-o", "--output") { Description = "the part: text of a text, packed if it ends in .gz; else a .nettrace", HelpName = "FILE", Required = true };
        var protocol = OriginOptions.Protocol();
        var kernel = OriginOptions.Kernel();
        var command = new ExampleCommand(
            "slice",
            "Cut a part out of a trace, to attach to a mail. It is a trace that can be checked, and is marked as a part: what lies outside is missing there, so that what depends on it "
            + "is inconclusive.",
            "tracer slice trace.txt.gz --finding 1 -o finding.txt.gz",
            "tracer slice trace.txt.gz --from 26.631 --to 26.634 -o madvise.txt",
            "tracer slice run.nettrace --around 326 --margin 50 -o part.nettrace")
        {
            trace,
        };
        foreach (var option in span.All) command.Add(option);
        command.Add(margin);
        command.Add(finding);
        command.Add(output);
        command.Add(protocol);
        command.Add(kernel);
        command.Validators.Add(result =>
        {
            var spanned = span.All.Any(option => result.GetResult(option) is not null);
            if (spanned && result.GetResult(finding) is not null) result.AddError("--finding says which part is meant: --from, --to and --around are too many");
            if (!spanned && result.GetResult(finding) is null) result.AddError("which part is meant? --from, --to, --around or --finding says");
        });
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(trace)!;
            var file = OutputFile.OfTrace(parsed.GetValue(output)!, path);
            var options = new CheckOptions { Kernel = parsed.GetValue(kernel), Protocol = parsed.GetValue(protocol), Stop = Interruption.Of(parsed).Token };
            var found = parsed.GetValue(finding) is { } number ? Find(path, options, number) : null;
            using var opened = TraceSlice.Open(path, options.Kernel, options.Stop);
            var place = new EventPlace(opened.Origin.Kind);
            var wanted = found is not null ? new FindingSpan(path, options, found).Find(place, parsed.GetValue(margin) ?? MarginOfFinding)
                : span.Of(parsed, place, parsed.GetValue(margin) ?? MarginAround);
            var sentence = TraceSlice.IsText(opened.Origin) ? WriteText(opened, wanted, file, found, place) : Record(opened, wanted, file, place, options.Stop);
            NextTrace.Tell(opened, parsed.InvocationConfiguration.Error);
            parsed.InvocationConfiguration.Output.WriteLine($"{file.Path}: {sentence}");
            return ExitCode.Holds;
        });
        return command;
    }

    private static Finding Find(string path, CheckOptions options, int number)
    {
        if (TraceInFile.Of(path).File == TraceFile.StandardInput) throw new ArgumentException("slice --finding reads a trace several times, so it needs a file");
        var report = TraceCheck.Run(path, options);
        options.Stop.ThrowIfCancellationRequested();
        if (report.Error is not null) throw new ArgumentException(report.Error, report.InternalError);
        return FindingOptions.Choose(report, number);
    }

    private static string WriteText(ITrace trace, TraceSpan span, OutputFile file, Finding? finding, EventPlace place)
    {
        TextSlice? slice = null;
        file.WriteBytes(stream =>
        {
            using var packed = file.Path.EndsWith(Packed, StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true) : null;
            slice = trace.WriteSlice(span, packed ?? stream) ?? throw Empty(trace);
        });
        var culprit = finding is null ? "" : $"; {place.Of(finding.Culprit)} stands there on line {slice!.LineOf(place.Number(finding.Sequence))}";
        return $"lines {slice!.First} to {slice.Last} of {trace.Path}, from line {slice.Begin} on{culprit}";
    }

    private static string Record(ITrace trace, TraceSpan span, OutputFile file, EventPlace place, CancellationToken stop)
    {
        if (file.Path.EndsWith(Packed, StringComparison.OrdinalIgnoreCase)) throw new ArgumentException($"{file.Path}: events are recorded into a .nettrace, which is not packed: name it so");
        return TraceSlice.Record(trace, span, file.Path, stop) is { } slice ? $"{place.Of(slice.First)} to {place.Of(slice.Last)} of {trace.Path}" : throw Empty(trace);
    }

    private static ArgumentException Empty(ITrace trace) => new($"{trace.Path}: no event lies there");
}
