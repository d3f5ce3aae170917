using System.Text.Json;
using Tracer.Testing;
using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Cli;

/// <summary>The recordings of the engine are what the pages beside them say of them.</summary>
/// <remarks><c>TRACER_UPDATE_GOLDEN=1</c> records those anew whose commands give other events now, and writes their hashes.</remarks>
[Collection(NettraceCollection.Name)]
public sealed class EngineTraceTests : IDisposable
{
    private readonly Recordings recordings = new();

    public static TheoryData<string> Traces => [.. TraceTable.All.SelectMany(table => table.Rows.Select(table.PathOf))];

    public void Dispose() => recordings.Dispose();

    [Fact]
    public void Every_recording_has_its_row() =>
        Assert.All(TraceTable.All, table => Assert.Equal(table.Rows.Select(row => row.Name).Order(StringComparer.Ordinal), table.Files.Order(StringComparer.Ordinal)));

    [Theory]
    [MemberData(nameof(Traces))]
    public void The_command_records_it(string path)
    {
        var again = recordings.PathOf("again.nettrace");
        var (table, row) = TraceTable.Of(path);
        Tool.Run([.. table.CommandOf(row), again]).Done();
        if (Environment.GetEnvironmentVariable(Golden.UpdateVariable) == "1") Update(table, row, again);

        Assert.Equal(Hash(again), Hash(RepositoryRoot.At(path)));
        Assert.Equal(table.Find(row.Name).Hash, Hash(again));
        Tool.Run("replay", RepositoryRoot.At(path)).Done();
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void It_breaks_what_its_row_says(string path)
    {
        var check = Tool.Run("check", RepositoryRoot.At(path), "--format", "json");

        using var json = JsonDocument.Parse(check.Output);
        var trace = json.RootElement[0];
        var broken = trace.GetProperty("rules").EnumerateArray()
            .Where(rule => rule.GetProperty("verdict").GetString() == "violated" && rule.GetProperty("severity").GetString() != "policy")
            .Select(rule => rule.GetProperty("id").GetString());
        Assert.Equal(TraceTable.Of(path).Row.Verdict, string.Join(' ', [trace.GetProperty("verdict").GetString(), .. broken]));
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void It_says_nothing_of_the_machine_that_made_it(string path) => Recordings.SaysNothingOfTheMachine(RepositoryRoot.At(path));

    private static void Update(TraceTable table, TraceRow row, string again)
    {
        var file = RepositoryRoot.At(table.PathOf(row));
        if (!File.Exists(file) || Hash(file) != Hash(again)) File.Copy(again, file, overwrite: true);
        table.Write(row with { Hash = Hash(file) });
    }

    private static string Hash(string path) => Tool.Run("info", path).Done().Single(line => line.StartsWith("  Hash  ", StringComparison.Ordinal))[^16..];
}
