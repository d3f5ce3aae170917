using System.CommandLine;
using Tracer.Cli.Files;
using Tracer.Cli.Usage;
using Tracer.Lab.Checking;
using Tracer.Reports.Csv;
using Tracer.Reports.Json;
using Tracer.Reports.Text;
using Tracer.Tables.Questions;
using Tracer.Tables.Storage;

namespace Tracer.Cli.Commands;

/// <summary><c>tracer sql</c>: traces as tables, and questions to them.</summary>
internal sealed class SqlCommand
{
    private const int LinesShown = 1000;
    private const string Parquet = "parquet";
    private static readonly string[] Formats = ["csv", "json", Parquet];

    private readonly Argument<string[]> words = new("TRACE") { Description = "traces, and behind them the query in one word, unless --query names one", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> query = new Option<string>("--query") { Description = "ask a question that has a name, of --list", HelpName = "NAME" }
        .OneOf([.. Question.All.Select(question => question.Name)]);
    private readonly Option<string> function = new("--function") { Description = "ask it of this kernel function alone", HelpName = "NAME" };
    private readonly Option<bool> list = new("--list") { Description = "print the tables with their columns, and the questions" };
    private readonly Option<string> output = new("-o", "--output") { Description = "write the rows as FILE.csv, FILE.json or FILE.parquet", HelpName = "FILE" };
    private readonly Option<int?> lines = Values.Number<int>("--lines", 1, "N", $"show so many rows on the terminal ({LinesShown} by default)");
    private readonly Option<bool> files = new("--allow-files") { Description = "let the query read and write files; without this it reaches none" };
    private readonly Option<string> kernel = OriginOptions.Kernel();

    public static Command Create()
    {
        var sql = new SqlCommand();
        var command = new ExampleCommand(
            "sql", "Ask traces in SQL: their events, locks, brackets, changes, flushes, callbacks and findings are tables. Exits 0 when the query was answered.",
            "tracer sql --list",
            "tracer sql run.nettrace --query bill-of-invalidations",
            "tracer sql old.dat new.dat --query order-shapes -o shapes.csv",
            "tracer sql run.nettrace \"SELECT kind, count(*) FROM events GROUP BY kind\"")
        {
            sql.words, sql.query, sql.function, sql.list, sql.output, sql.lines, sql.files, sql.kernel,
        };
        command.SetAction(sql.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var console = parsed.InvocationConfiguration;
        if (parsed.GetValue(list))
        {
            SchemaText.Write(console.Output);
            return ExitCode.Holds;
        }

        // What is wrong with the usage is said before any trace is opened.
        var (traces, sql) = Asked(parsed);
        var file = parsed.GetValue(output) is { } given ? OutputFile.Named(given, traces) : null;
        var format = file is null ? null : FormatOf(file.Path);
        var options = new CheckOptions { Kernel = parsed.GetValue(kernel), Stop = Interruption.Of(parsed).Token };

        using var database = new TraceDatabase();
        LoadedTables.Load(database, traces, options, console.Error);
        database.Seal(parsed.GetValue(files));
        if (file is null) Show(database, sql, parsed.GetValue(lines) ?? LinesShown, console.Output);
        else file.WriteBytes(stream => Write(database, sql, format!, stream));
        return ExitCode.Holds;
    }

    private (IReadOnlyList<string> Traces, string Sql) Asked(ParseResult parsed)
    {
        var given = parsed.GetValue(words) ?? [];
        var named = parsed.GetValue(query) is { } name ? Question.Named(name) : null;
        var ofFunction = parsed.GetValue(function);
        if (ofFunction is not null && named is not { AsksOfFunction: true })
            throw new ArgumentException($"--function: goes with --query {string.Join(", ", Question.All.Where(question => question.AsksOfFunction).Select(question => question.Name))}");
        if (named is null && given.Length < 2) throw new ArgumentException("sql: traces are wanted, and behind them a query, or --query NAME; see tracer sql --help");
        if (given.Length == 0) throw new ArgumentException("sql: a trace is wanted; see tracer sql --help");
        IReadOnlyList<string> traces = named is null ? given[..^1] : given;
        if (traces.GroupBy(trace => trace).FirstOrDefault(same => same.Count() > 1) is { } twice) throw new ArgumentException($"{twice.Key}: is named twice");
        return ([.. TracePath.All(traces).Select(trace => trace.Path)], named?.Of(ofFunction) ?? given[^1]);
    }

    private static string FormatOf(string path)
    {
        var ending = Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
        return Formats.Contains(ending) ? ending
            : throw new ArgumentException($"{path}: rows are not written as '.{ending}'; known: {string.Join(", ", Formats.Select(known => $".{known}"))}");
    }

    private static void Show(TraceDatabase database, string sql, int most, TextWriter output)
    {
        using var answer = database.Query(sql);
        RowsText.Write(answer.Columns, answer.Rows(), most, output);
    }

    private static void Write(TraceDatabase database, string sql, string format, Stream stream)
    {
        if (format == Parquet)
        {
            database.WriteParquet(sql, stream);
            return;
        }

        using var answer = database.Query(sql);
        if (format == "json")
        {
            RowsJson.Write(answer.Columns, answer.Rows(), stream);
            return;
        }

        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        RowsCsv.Write(answer.Columns, answer.Rows(), writer);
    }
}
