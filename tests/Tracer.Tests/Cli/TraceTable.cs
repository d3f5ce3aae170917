using System.Text.RegularExpressions;
using Tracer.Testing;

namespace Tracer.Tests.Cli;

/// <summary>A recording as its page speaks of it.</summary>
/// <param name="Path">Below the repository's root.</param>
/// <param name="Verdict">What check says, and what is broken.</param>
/// <param name="Hash">Of its events.</param>
/// <param name="Command">What tracer is given to record it, but for the file.</param>
internal sealed record TraceRow(string Path, string Verdict, string Hash, IReadOnlyList<string> Command);

/// <summary>A folder of recordings, and the page whose table says of each what it is.</summary>
internal abstract partial class TraceTable(string folder, string page)
{
    public static IReadOnlyList<TraceTable> All { get; } = [new Commanded("traces/engine/", "traces/README.md"), new Seeded("traces/museum/", "traces/museum/README.md")];

    public IReadOnlyList<TraceRow> Rows => [.. Row().Matches(Text()).Select(Read)];

    public IEnumerable<string> Files => Directory.GetFiles(RepositoryRoot.At(folder), "*.nettrace").Select(path => folder + Path.GetFileName(path));

    public static TraceRow Find(string path) => All.SelectMany(table => table.Rows).Single(row => row.Path == path);

    public static void Update(string path, string hash)
    {
        var table = All.Single(table => table.Rows.Any(row => row.Path == path));
        var old = Row().Matches(table.Text()).Single(row => table.PathOf(row) == path).Groups["hash"];
        File.WriteAllText(table.PagePath, table.Text().Remove(old.Index, old.Length).Insert(old.Index, hash));
    }

    protected string Text() => File.ReadAllText(PagePath);

    protected abstract IReadOnlyList<string> CommandOf(Match row);

    protected string PathOf(Match row) => $"{folder}{row.Groups["name"].Value}.nettrace";

    private string PagePath => RepositoryRoot.At(page);

    private TraceRow Read(Match row) => new(PathOf(row), row.Groups["verdict"].Value, row.Groups["hash"].Value, CommandOf(row));

    [GeneratedRegex(@"^\| (?<name>[\w.-]+) \| (?<second>[^|]+) \| (?<verdict>(?:holds|violated)[^|]*) \| (?<hash>[0-9a-f]{16}|-) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    /// <summary>The page has a command for each.</summary>
    private sealed partial class Commanded(string folder, string page) : TraceTable(folder, page)
    {
        protected override IReadOnlyList<string> CommandOf(Match row) =>
            [.. Command().Matches(Text()).Select(command => command.Groups["words"].Value.Split(' ')).Single(words => words[^1] == PathOf(row))[..^1]];

        [GeneratedRegex(@"^    tracer (?<words>record .*)$", RegexOptions.Multiline)]
        private static partial Regex Command();
    }

    /// <summary>Each is recorded from the scenario of its name, and the table has the seed.</summary>
    private sealed class Seeded(string folder, string page) : TraceTable(folder, page)
    {
        protected override IReadOnlyList<string> CommandOf(Match row) => ["record", row.Groups["name"].Value, "--seed", row.Groups["second"].Value, "-o"];
    }
}
