namespace Tracer.Cli.Files;

/// <summary>The traces that a person means by naming files and folders.</summary>
internal static class TraceFolder
{
    private static readonly string[] Endings = [".nettrace", ".nettrace.gz", ".txt", ".txt.gz"];

    /// <summary>Each folder gives way to the traces in it and below, by name.</summary>
    /// <exception cref="ArgumentException">A folder holds none.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> paths) => [.. paths.SelectMany(path => Directory.Exists(path) ? In(path) : [path])];

    private static List<string> In(string folder)
    {
        List<string> traces = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Array.Exists(Endings, ending => file.EndsWith(ending, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)];
        return traces.Count > 0 ? traces : throw new ArgumentException($"{folder}: this folder holds no trace; a trace's name ends in {string.Join(", ", Endings)}");
    }
}
