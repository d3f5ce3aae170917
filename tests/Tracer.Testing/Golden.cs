namespace Tracer.Testing;

/// <summary>Compares a text with a file beside the tests. <c>TRACER_UPDATE_GOLDEN=1</c> writes the file instead; look at the difference before it is committed.</summary>
public static class Golden
{
    public const string UpdateVariable = "TRACER_UPDATE_GOLDEN";

    /// <summary>True if texts are to be written, not compared.</summary>
    public static bool IsUpdating => Environment.GetEnvironmentVariable(UpdateVariable) == "1";

    /// <summary>Writes a text into a page, between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c>.</summary>
    public static void Replace(string relativePath, string name, string text)
    {
        var path = RepositoryRoot.At(relativePath);
        var page = File.ReadAllText(path);
        var (open, close) = ($"<!-- {name} -->\n", $"\n<!-- /{name} -->");
        var from = page.IndexOf(open, StringComparison.Ordinal) + open.Length;
        var to = page.IndexOf(close, StringComparison.Ordinal);
        if (from < open.Length || to < 0) throw new GoldenException($"{relativePath} has no place for '{name}'");
        File.WriteAllText(path, page[..from] + text.ReplaceLineEndings("\n") + page[to..]);
    }

    /// <param name="actual">The text; line ends are compared as LF.</param>
    /// <param name="relativePath">From the repository's root, such as <c>tests/Tracer.Tests/Reports/holds.txt</c>.</param>
    /// <exception cref="GoldenException">The texts differ, or there is no file.</exception>
    public static void Matches(string actual, string relativePath)
    {
        var path = RepositoryRoot.At(relativePath);
        actual = actual.ReplaceLineEndings("\n");
        if (IsUpdating)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        if (!File.Exists(path)) throw new GoldenException($"{relativePath} does not exist; {UpdateVariable}=1 writes it");
        var expected = File.ReadAllText(path).ReplaceLineEndings("\n");
        if (expected == actual) return;
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line]) line++;
        throw new GoldenException($"""
            {relativePath} differs from line {line + 1} on ({left.Length} lines expected, {right.Length} found):
              - {(line < left.Length ? left[line] : "(the end)")}
              + {(line < right.Length ? right[line] : "(the end)")}
            {UpdateVariable}=1 writes the new text
            """);
    }
}
