using System.Text.Json;
using System.Text.RegularExpressions;
using Tracer.Testing;
using Tracer.Tests.Traces.Nettrace;

namespace Tracer.Tests.Cli;

/// <summary>The recordings in traces/engine are what traces/README.md says of them.</summary>
/// <remarks><c>TRACER_UPDATE_GOLDEN=1</c> records those anew whose commands give other events now, and writes their hashes.</remarks>
[Collection(NettraceCollection.Name)]
public sealed partial class EngineTraceTests : IDisposable
{
    private const string Folder = "traces/engine/";
    private static readonly string Readme = RepositoryRoot.At("traces/README.md");

    private readonly Recordings recordings = new();

    public static TheoryData<string> Traces => [.. Rows().Select(row => row.Groups["name"].Value)];

    public void Dispose() => recordings.Dispose();

    [Fact]
    public void Every_recording_has_its_row_and_its_command()
    {
        var files = Directory.GetFiles(RepositoryRoot.At(Folder), "*.nettrace").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(files, Rows().Select(row => row.Groups["name"].Value + ".nettrace").Order(StringComparer.Ordinal));
        Assert.Equal(files, Commands().Select(command => Path.GetFileName(command[^1])).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void The_command_records_it(string name)
    {
        var again = recordings.PathOf("again.nettrace");
        var path = RepositoryRoot.At($"{Folder}{name}.nettrace");
        Tool.Run([.. Commands().Single(command => command[^1] == $"{Folder}{name}.nettrace")[..^1], again]).Done();
        if (Environment.GetEnvironmentVariable(Golden.UpdateVariable) == "1") Update(name, path, again);

        Assert.Equal(Hash(again), Hash(path));
        Assert.Equal(Row(name).Groups["hash"].Value, Hash(path));
        Tool.Run("replay", path).Done();
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void It_breaks_what_its_row_says(string name)
    {
        var check = Tool.Run("check", RepositoryRoot.At($"{Folder}{name}.nettrace"), "--format", "json");

        using var json = JsonDocument.Parse(check.Output);
        var trace = json.RootElement[0];
        var broken = trace.GetProperty("rules").EnumerateArray()
            .Where(rule => rule.GetProperty("verdict").GetString() == "violated" && rule.GetProperty("severity").GetString() != "policy")
            .Select(rule => rule.GetProperty("id").GetString());
        Assert.Equal(Row(name).Groups["verdict"].Value, string.Join(' ', [trace.GetProperty("verdict").GetString(), .. broken]));
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void It_says_nothing_of_the_machine_that_made_it(string name) => Recordings.SaysNothingOfTheMachine(RepositoryRoot.At($"{Folder}{name}.nettrace"));

    private static void Update(string name, string path, string again)
    {
        if (!File.Exists(path) || Hash(path) != Hash(again)) File.Copy(again, path, overwrite: true);
        var hash = Row(name).Groups["hash"];
        File.WriteAllText(Readme, File.ReadAllText(Readme).Remove(hash.Index, hash.Length).Insert(hash.Index, Hash(path)));
    }

    private static string Hash(string path) => Tool.Run("info", path).Done().Single(line => line.StartsWith("  Hash  ", StringComparison.Ordinal))[^16..];

    private static Match Row(string name) => Rows().Single(row => row.Groups["name"].Value == name);

    private static MatchCollection Rows() => TableRow().Matches(File.ReadAllText(Readme));

    private static IEnumerable<string[]> Commands() => Command().Matches(File.ReadAllText(Readme)).Select(command => command.Groups["words"].Value.Split(' '));

    [GeneratedRegex(@"^\| (?<name>[\w.-]+) \| [^|]+ \| (?<verdict>(?:holds|violated)[^|]*) \| (?<hash>[0-9a-f]{16}|-) \|$", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex(@"^    tracer (?<words>record .*)$", RegexOptions.Multiline)]
    private static partial Regex Command();
}
