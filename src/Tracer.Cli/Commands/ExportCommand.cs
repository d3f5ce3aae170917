using System.CommandLine;
using Tracer.Analysis.Explaining;
using Tracer.Cli.Files;
using Tracer.Cli.Usage;
using Tracer.Lab.Checking;
using Tracer.Reports.Events;
using Tracer.Reports.Perfetto;
using Tracer.Tables.Storage;
using Tracer.Traces;
using Tracer.Traces.Reading;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer export</c>: a trace for other tools.</summary>
internal sealed class ExportCommand
{
    private const string Csv = "csv";
    private const string JsonLines = "jsonl";
    private const string Perfetto = "perfetto";
    private const string Parquet = "parquet";

    private static readonly (string Ending, string Format)[] Endings =
        [(".csv", Csv), (".jsonl", JsonLines), (".ndjson", JsonLines), (".pftrace", Perfetto), (".perfetto-trace", Perfetto), (".parquet", Parquet)];

    private readonly Argument<string> trace = TraceArgument.One();
    private readonly Option<string> kernel = OriginOptions.Kernel();
    private readonly Option<string> output = new("-o", "--output") { Description = "write to FILE; csv and jsonl go to standard output without", HelpName = "FILE" };
    private readonly Option<string> format = new Option<string>("--to")
    {
        Description = $"{Csv} or {JsonLines}: every event with all that it says, a line each; {Parquet}: the table of events, as `tracer sql --list` describes it; "
            + $"{Perfetto}: a file for ui.perfetto.dev: tasks, locks, brackets, findings, and arrows from a notifier call to the callbacks that it makes. Without, as FILE ends",
        HelpName = "FORMAT",
    }.OneOf([Csv, JsonLines, Perfetto, Parquet]);

    public static Command Create()
    {
        var export = new ExportCommand();
        var command = new ExampleCommand(
            "export", "Write the events of a trace in a form that other tools read. Exits 0 when all of the trace was written.",
            "tracer export run.nettrace --to jsonl",
            "tracer export trace.txt.gz -o trace.csv",
            "tracer export trace.dat -o trace.pftrace")
        {
            export.trace, export.format, export.output, export.kernel,
        };
        command.SetAction(export.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var console = parsed.InvocationConfiguration;
        var path = parsed.GetValue(trace)!;
        var file = OutputFile.Of(parsed.GetValue(output), path);
        var to = parsed.GetValue(format) ?? FormatOf(file);
        if (file is null && to is Perfetto or Parquet) throw new ArgumentException($"--to {to}: is no text, so it needs -o FILE");
        var options = new CheckOptions { Kernel = parsed.GetValue(kernel), Stop = Interruption.Of(parsed).Token };
        using var progress = Progress.On(console.Error);
        switch (to)
        {
            case Perfetto:
                file!.WriteBytes(stream => Listen(path, options, stream, ReadingProgress.Of(progress, path), console.Error));
                break;
            case Parquet:
                using (var database = new TraceDatabase())
                {
                    LoadedTables.Load(database, [path], options, console.Error);
                    database.Seal(allowFiles: false);
                    file!.WriteBytes(stream => database.WriteParquet("SELECT * FROM events ORDER BY sequence", stream));
                }

                break;
            default:
                OutputFile.Write(file, console.Output, text => Read(path, options, to, text, ReadingProgress.Of(progress, path), console.Error));
                break;
        }

        if (file is not null) console.Output.WriteLine($"{file.Path}: {path} as {to}");
        return ExitCode.Holds;
    }

    private static string FormatOf(OutputFile? file)
    {
        var known = Endings.FirstOrDefault(of => file?.Path.EndsWith(of.Ending, StringComparison.OrdinalIgnoreCase) == true).Format;
        return known ?? throw new ArgumentException(file is null
            ? $"export: say --to {Csv}, {JsonLines}, {Perfetto} or {Parquet}"
            : $"{file.Path}: the ending says no format; known are {string.Join(", ", Endings.Select(of => of.Ending))}, or say --to");
    }

    private static void Read(string path, CheckOptions options, string to, TextWriter output, IReadOnlyList<IEventSink> listeners, TextWriter error)
    {
        using var read = TraceFile.Open(path, options.Kernel, stop: options.Stop);
        var names = new Names();
        var place = new EventPlace(read.Origin.Kind);
        IEventSink sink = to == Csv ? new EventCsv(output, names, place) : new EventJsonLines(output, names, place);
        Completeness held;
        using ((IDisposable)sink) held = read.Read(new Fanout([names, sink, .. listeners]));
        options.Stop.ThrowIfCancellationRequested();
        if (held.Lost > 0) error.WriteLine($"tracer: {path}: {held.Lost:N0} events are lost: what is written is less than what happened");
        NextTrace.Tell(read, error);
    }

    private static void Listen(string path, CheckOptions options, Stream output, IReadOnlyList<IEventSink> listeners, TextWriter error)
    {
        using var read = TraceFile.Open(path, options.Kernel, readsAhead: true, options.Stop);
        using var export = new PerfettoExport(output, read.Origin.Kind);
        var report = TraceCheck.Run(read, options with { Listen = export.ListenTo }, listeners);
        options.Stop.ThrowIfCancellationRequested();
        export.Finish(report);
        if (report.Completeness.Lost is > 0 and var lost) error.WriteLine($"tracer: {path}: {lost:N0} events are lost: what is written is less than what happened");
        NextTrace.Tell(read, error);
    }
}
