using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tracer.Tables.Questions;
using Tracer.Testing;

namespace Tracer.Tests.Cli;

/// <summary>Traces as tables, on captures of real kernels; where a count can be made from the lines of the text alone, it is made there too.</summary>
public sealed partial class SqlTests : IDisposable
{
    private static readonly string Munmap = RepositoryRoot.At("traces/kernel/linux-6.1/munmap-kvm.trace.txt.gz");
    private static readonly string MunmapOn612 = RepositoryRoot.At("traces/kernel/linux-6.12/munmap-kvm.trace.txt.gz");
    private static readonly string Cow = RepositoryRoot.At("traces/kernel/linux-6.1/cow-fork-kvm.trace.txt.gz");

    private readonly string folder = Directory.CreateTempSubdirectory("sql").FullName;

    public static TheoryData<string> Questions => [.. Question.All.Select(question => question.Name)];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_list_tells_of_every_column_that_there_is_and_of_no_other()
    {
        var listed = new List<string>();
        var table = "";
        foreach (var line in Tool.Run("sql", "--list").Done().TakeWhile(line => !line.StartsWith("Addresses", StringComparison.Ordinal)))
        {
            if (Heading().Match(line) is { Success: true } heading) table = heading.Groups[1].Value;
            else if (Column().Match(line) is { Success: true } column) listed.Add($"{table}.{column.Groups[1].Value} {column.Groups[2].Value}");
        }

        var there = Rows(Munmap, "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'main' AND table_catalog = 'tables'")
            .Select(row => $"{row["table_name"]}.{row["column_name"]} {TypeOf(row["data_type"]!)}");
        Assert.Equal(there.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_question_has_a_paragraph_and_an_answer(string name)
    {
        Assert.True(Question.Named(name).Text.Length > 150, name);
        var rows = Rows([Cow, MunmapOn612], "--query", name);
        Assert.NotEmpty(rows);
    }

    [Fact]
    public void The_bill_counts_the_calls_that_the_text_has_lines_for()
    {
        var bill = Rows([Munmap], "--query", "bill-of-invalidations");

        Assert.Equal(Count(Munmap, " inv_start:") + Count(Munmap, " inv_end:") + Count(Munmap, " inv_range:"), bill.Sum(row => Number(row["callbacks"])));
        Assert.Equal(Count(Munmap, " flush_tlb_mm_range:"), bill.Sum(row => Number(row["flushes"])));
        Assert.Equal(Count(Munmap, " inv_range:"), bill.Sum(row => Number(row["secondary_flushes"])));
    }

    [Fact]
    public void The_ranges_are_as_many_bytes_as_the_text_says()
    {
        var starts = Lines(Munmap).Select(line => RangeStart().Match(line)).Where(match => match.Success).ToList();
        var precision = Rows([Munmap], "--query", "range-precision");

        Assert.NotEmpty(starts);
        Assert.Equal(starts.Count, precision.Sum(row => Number(row["brackets"])));
        Assert.Equal(starts.Sum(start => Hex(start.Groups["end"].Value) - Hex(start.Groups["start"].Value)), precision.Sum(row => Number(row["notified_bytes"])));
    }

    [Fact]
    public void The_callbacks_take_as_long_as_the_text_says()
    {
        var stamps = Lines(Munmap).Select(line => StartCallback().Match(line)).Where(match => match.Success)
            .Select(match => (Is: match.Groups["what"].Value, At: Number(match.Groups["s"].Value) * 1_000_000 + Number(match.Groups["us"].Value))).ToList();
        var longest = stamps.Zip(stamps.Skip(1)).Where(pair => pair.First.Is == "inv_start" && pair.Second.Is == "inv_start_ret").Max(pair => pair.Second.At - pair.First.At);
        var times = Rows([Munmap], "--query", "callback-times");

        Assert.Equal(longest * 1000, Number(Assert.Single(times, row => row["kind"] == "range-start")["longest_ns"]));
    }

    [Fact]
    public void Every_store_of_a_page_table_entry_is_a_row_under_its_lock()
    {
        var stores = Count(Munmap, " xchg__unmap_page_range_");
        var rows = Rows([Munmap], "--query", "lock-sets", "--function", "unmap_page_range").Where(row => row["kind"] == "PteChanged").ToList();

        Assert.Equal(stores, rows.Sum(row => Number(row["times"])));
        Assert.All(rows, row => Assert.EndsWith("page-table", row["held"], StringComparison.Ordinal));
    }

    [Fact]
    public void Two_kernels_are_told_apart_by_what_only_one_of_them_does()
    {
        var shapes = Rows([Munmap, MunmapOn612], "--query", "order-shapes");

        Assert.Equal([Munmap, MunmapOn612], shapes.Select(row => row["trace"]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(shapes.GroupBy(row => (row["name"], row["steps"])), same => Assert.Single(same));
    }

    [Fact]
    public void A_lock_that_is_dropped_and_retaken_in_an_operation_is_told_with_the_time_between() =>
        Assert.All(Rows([Cow], "--query", "relocks"), row => Assert.True(Number(row["again"]) > Number(row["first"]) && Number(row["gap_ns"]) >= 0));

    [Theory]
    [InlineData("SELECT nothing FROM events", "Binder Error: Referenced column \"nothing\" not found", "; in line 1, column 8")]
    [InlineData("SELECT 1\n  frm frm FROM rules", "Parser Error: ", "; in line 2, column ")]
    [InlineData("SELECT * FROM read_text('/etc/passwd')", "Permission Error: Cannot access file \"/etc/passwd\"", "")]
    [InlineData("COPY rules TO '/tmp/rules.csv'", "Permission Error: Cannot access file ", "")]
    [InlineData("SET enable_external_access = true", "Invalid Input Error: Cannot ", "")]
    [InlineData("INSTALL httpfs", "", "")]
    public void A_query_that_cannot_be_answered_or_leaves_the_tables_is_one_line(string sql, string what, string where)
    {
        var line = Tool.Run("sql", Munmap, sql).Refusal();

        Assert.StartsWith(what, line, StringComparison.Ordinal);
        Assert.Contains(where, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_go_to_csv_and_parquet_and_an_input_is_never_written_over()
    {
        var csv = Path.Combine(folder, "rows.csv");
        Tool.Run("sql", Munmap, "SELECT '=1+1' AS formula, -3::BIGINT AS low, NULL AS none", "-o", csv).Done();
        Assert.Equal("formula,low,none\n\"'=1+1\",-3,\n", File.ReadAllText(csv));

        var parquet = Path.Combine(folder, "rows.parquet");
        Tool.Run("sql", Munmap, "SELECT * FROM changes", "-o", parquet).Done();
        Assert.Equal("PAR1"u8, File.ReadAllBytes(parquet).AsSpan(0, 4));
        Assert.Equal(Rows(Munmap, "SELECT count(*) AS n FROM changes")[0]["n"],
            Rows([Munmap], $"SELECT count(*) AS n FROM '{parquet}'", "--allow-files")[0]["n"]);

        var input = Path.Combine(folder, "input.csv");
        File.Copy(Munmap, input);
        Assert.Contains("it is read as well", Tool.Run("sql", input, "SELECT 1", "-o", input).Refusal(), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Munmap), File.ReadAllBytes(input));
        Assert.Empty(Directory.EnumerateFiles(folder, "*.partial"));
    }

    [Fact]
    public void What_was_lost_is_said_with_the_answer()
    {
        var answer = Tool.Run("sql", RepositoryRoot.At("traces/kernel/linux-6.1/LOST-overrun-oldest-dontneed-kvm.trace.txt.gz"), "SELECT 1");

        Assert.Equal(0, answer.ExitCode);
        Assert.EndsWith("events are lost: what is counted is less than what happened\n", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no trace", "sql: traces are wanted")]
    [InlineData("--query hold-times", "sql: a trace is wanted")]
    [InlineData("a.dat --query tea", "'tea' is not known")]
    [InlineData("a.dat --query hold-times --function f", "--function: goes with --query lock-sets")]
    [InlineData("a.dat --query hold-times -o rows.txt", "rows.txt: rows are not written as '.txt'")]
    [InlineData("a.dat a.dat --query hold-times", "a.dat: is named twice")]
    public void Wrong_usage_is_one_line(string words, string complaint) =>
        Assert.Contains(complaint, Tool.Run(["sql", .. words == "no trace" ? [] : words.Split(' ')]).Refusal(), StringComparison.Ordinal);

    private static string TypeOf(string sql) => sql switch
    {
        "BIGINT" => "number",
        "UBIGINT" => "address",
        "BOOLEAN" => "flag",
        _ => "text",
    };

    private List<Dictionary<string, string?>> Rows(string trace, string sql) => Rows([trace], sql);

    private List<Dictionary<string, string?>> Rows(IReadOnlyList<string> traces, params string[] rest)
    {
        var path = Path.Combine(folder, "rows.json");
        Tool.Run(["sql", .. traces, .. rest, "-o", path]).Done();
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        return [.. json.RootElement.EnumerateArray().Select(row => row.EnumerateObject().ToDictionary(
            cell => cell.Name, cell => cell.Value.ValueKind == JsonValueKind.Null ? null : cell.Value.ToString()))];
    }

    [GeneratedRegex(@"^(\w+): ")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^  (\w+) +(number|address|flag|text) ")]
    private static partial Regex Column();

    [GeneratedRegex(" range_start: .* start=0x(?<start>[0-9a-f]+) end=0x(?<end>[0-9a-f]+)")]
    private static partial Regex RangeStart();

    [GeneratedRegex(@" (?<s>\d+)\.(?<us>\d{6}): (?<what>inv_start|inv_start_ret): ")]
    private static partial Regex StartCallback();

    private static int Count(string path, string mark) => Lines(path).Count(line => line.Contains(mark, StringComparison.Ordinal));

    private static long Hex(string digits) => long.Parse(digits, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    private static long Number(string? text) => long.Parse(text!, System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line) yield return line;
    }
}
