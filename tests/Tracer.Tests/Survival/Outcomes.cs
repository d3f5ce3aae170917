using System.Globalization;
using Tracer.Testing;

namespace Tracer.Tests.Survival;

/// <summary>Counts how disturbed runs ended, and keeps the table of it where it was asked to be written.</summary>
internal sealed class Outcomes(string title, params string[] about)
{
    /// <summary>How many runs are asked for, in place of a few: <c>TRACER_SURVIVAL=300</c>; the table is then written anew.</summary>
    public static int? Asked { get; } = int.TryParse(Environment.GetEnvironmentVariable("TRACER_SURVIVAL"), CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>All that is to be tried when so many are asked for, and otherwise every so many-th of it.</summary>
    public static IEnumerable<T> Some<T>(IReadOnlyList<T> all, int every) => Asked is null ? all.Where((_, i) => i % every == 0) : all;

    private readonly SortedDictionary<string, SortedDictionary<string, int>> rows = new(StringComparer.Ordinal);

    public void Count(string row, string outcome)
    {
        if (!rows.TryGetValue(row, out var counts)) rows.Add(row, counts = new(StringComparer.Ordinal));
        counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
    }

    public void Write(string name)
    {
        if (Asked is null) return;
        List<string> lines = [$"# {title}", "", .. about, "", "| command | runs | what came of it |", "|---|---|---|"];
        foreach (var (row, counts) in rows)
            lines.Add($"| `{row}` | {counts.Values.Sum()} | {string.Join("; ", counts.Select(count => $"{count.Key}: {count.Value}"))} |");
        File.WriteAllText(RepositoryRoot.At($"tests/Tracer.Tests/Survival/{name}.md"), string.Join('\n', lines) + "\n");
    }
}
