using System.Text.RegularExpressions;
using Tracer.Testing;

namespace Tracer.Tests.Cli;

/// <summary>A recording as its page speaks of it.</summary>
/// <param name="Name">The file's, without its ending.</param>
/// <param name="Second">What the second column says: what is to be seen, or the seed.</param>
/// <param name="Verdict">What check says, and what is broken.</param>
/// <param name="Hash">Of its events.</param>
internal sealed record TraceRow(string Name, string Second, string Verdict, string Hash);

/// <summary>A folder of recordings, and the page whose table says of each what it is.</summary>
internal abstract partial class TraceTable(string folder, string page)
{
    public static TraceTable Museum { get; } = new Seeded("traces/museum/", "traces/museum/README.md");

    public static IReadOnlyList<TraceTable> All { get; } = [new Commanded("traces/engine/", "traces/README.md"), Museum];

    public IReadOnlyList<TraceRow> Rows => [.. Row().Matches(Text()).Select(Read)];

    public IEnumerable<string> Files => Directory.GetFiles(RepositoryRoot.At(folder), "*.nettrace").Select(path => Path.GetFileNameWithoutExtension(path));

    /// <summary>The table and the row that a path below the repository's root belongs to.</summary>
    public static (TraceTable Table, TraceRow Row) Of(string path)
    {
        var table = All.Single(table => path.StartsWith(table.Folder, StringComparison.Ordinal));
        return (table, table.Find(Path.GetFileNameWithoutExtension(path)));
    }

    public string PathOf(TraceRow row) => $"{folder}{row.Name}.nettrace";

    public TraceRow Find(string name) =>
        Rows.SingleOrDefault(row => row.Name == name) ?? throw new InvalidOperationException($"{page} has no row for {name}");

    /// <summary>What tracer is given to record it, but for the file.</summary>
    public abstract IReadOnlyList<string> CommandOf(TraceRow row);

    /// <summary>Puts a row in place of the one of its name.</summary>
    public void Write(TraceRow row)
    {
        var text = Text();
        var old = Row().Matches(text).Single(match => match.Groups["name"].Value == row.Name);
        var line = $"| {row.Name} | {row.Second} | {row.Verdict} | {row.Hash} |";
        File.WriteAllText(RepositoryRoot.At(page), text.Remove(old.Index, old.Length).Insert(old.Index, line));
    }

    private string Folder => folder;

    private string Text() => File.ReadAllText(RepositoryRoot.At(page));

    private static TraceRow Read(Match row) => new(row.Groups["name"].Value, row.Groups["second"].Value, row.Groups["verdict"].Value, row.Groups["hash"].Value);

    [GeneratedRegex(@"^\| (?<name>[\w.-]+) \| (?<second>[^|]+) \| (?<verdict>(?:holds|violated)[^|]*) \| (?<hash>[0-9a-f]{16}|-) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    /// <summary>The page has a command for each.</summary>
    private sealed partial class Commanded(string folder, string page) : TraceTable(folder, page)
    {
        public override IReadOnlyList<string> CommandOf(TraceRow row) =>
            [.. Command().Matches(Text()).Select(command => command.Groups["words"].Value.Split(' ')).Single(words => words[^1] == PathOf(row))[..^1]];

        [GeneratedRegex(@"^    tracer (?<words>record .*)$", RegexOptions.Multiline)]
        private static partial Regex Command();
    }

    /// <summary>Each is recorded from the scenario of its name, and the table has the seed.</summary>
    private sealed class Seeded(string folder, string page) : TraceTable(folder, page)
    {
        public override IReadOnlyList<string> CommandOf(TraceRow row) => ["record", row.Name, "--seed", row.Second, "-o"];
    }
}
