namespace Tracer.Lab.Filtering;

/// <summary>Finds what a person who has mistyped may have meant.</summary>
public static class Nearest
{
    private const int LongestName = 64;

    /// <summary>Those that differ least from <paramref name="asked"/>, the nearest first; of equally near ones the shortest.</summary>
    public static IReadOnlyList<string> To(string asked, IEnumerable<string> known, int most) =>
        [.. known.Distinct().Where(name => name.Length > 0).OrderBy(name => Distance(asked, name)).ThenBy(name => name.Length).Take(most)];

    /// <summary>Edits from one to the other: a letter more, less, or another. What only begins so is nearer than what has other letters.</summary>
    public static int Distance(string asked, string name)
    {
        if (asked.Length > LongestName || name.Length > LongestName) return LongestName;
        if (name.StartsWith(asked, StringComparison.OrdinalIgnoreCase)) return 1;
        var row = Enumerable.Range(0, name.Length + 1).ToArray();
        for (var i = 1; i <= asked.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= name.Length; j++)
            {
                var edited = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (char.ToLowerInvariant(asked[i - 1]) == char.ToLowerInvariant(name[j - 1]) ? 0 : 1));
                diagonal = row[j];
                row[j] = edited;
            }
        }

        return row[^1];
    }
}
