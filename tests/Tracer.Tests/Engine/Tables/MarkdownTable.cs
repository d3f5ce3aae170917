using Tracer.Testing;

namespace Tracer.Tests.Engine;

/// <summary>A table in a page of the repository, as rows of cells by heading.</summary>
internal static class MarkdownTable
{
    /// <summary>The rows of the first table whose first heading is <paramref name="first"/> and that has a column <paramref name="also"/>.</summary>
    internal static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string path, string first, string also)
    {
        var lines = File.ReadAllLines(RepositoryRoot.At(path));
        for (var i = 0; i < lines.Length; i++)
        {
            var headings = Cells(lines[i]);
            if (headings is not [var heading, ..] || heading != first || !headings.Contains(also)) continue;
            var rows = new List<IReadOnlyDictionary<string, string>>();
            for (i += 2; i < lines.Length && Cells(lines[i]) is { Length: > 0 } cells; i++)
                rows.Add(headings.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second));
            return rows;
        }

        throw new InvalidOperationException($"{path} has no table of '{first}' with '{also}'");
    }

    private static string[] Cells(string line) =>
        line.StartsWith('|') ? [.. line.Trim('|').Split('|').Select(cell => cell.Replace("`", "", StringComparison.Ordinal).Trim())] : [];
}
