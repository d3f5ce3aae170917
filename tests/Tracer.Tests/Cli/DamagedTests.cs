using Tracer.Testing;

namespace Tracer.Tests.Cli;

/// <summary>What a damaged or hostile file is told, and that no command makes more of it than that: the table of <c>traces/damaged</c> says how.</summary>
public sealed class DamagedTests : IDisposable
{
    private const string Folder = "traces/damaged";
    private const long MostBytes = 192L << 20;

    private readonly SampleTraces traces = new();

    public static TheoryData<string, int, string> Rows => InputTable.Rows(Folder);

    public static TheoryData<string> Names => [.. Rows.Select(row => row.Data.Item1)];

    public void Dispose() => traces.Dispose();

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_is_told_what_it_is(string name, int exitCode, string says)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        InputTable.IsToldWhatItIs($"{Folder}/{name}", exitCode, says);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_command_fails_of_it(string name)
    {
        var path = RepositoryRoot.At($"{Folder}/{name}");
        string[] commands = ["info", "show --fields", "show --operations", "explain", "replay", $"plot --chart violations -o {traces.PathOf("picture.svg")}", "check --format json", "check --format csv"];
        foreach (var command in commands)
        {
            var told = Tool.Run([.. command.Split(' '), path]);
            Assert.DoesNotContain("internal error", told.Error, StringComparison.Ordinal);
            Assert.True(told.ExitCode != 2 || told.Error.TrimEnd('\n').Split('\n').Length == 1, $"{command}: {told.Error}");
        }
    }

    [Fact]
    public void Each_has_a_row() => InputTable.EachHasARow(Folder);
}
