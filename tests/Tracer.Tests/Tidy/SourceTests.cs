using System.Text.RegularExpressions;
using Tracer.Testing;

namespace Tracer.Tests.Tidy;

public sealed partial class SourceTests
{
    private const int LongestFile = 300;
    private const int WidestLine = 200;
    private static readonly string[] Texts = [".cs", ".csproj", ".props", ".md", ".json", ".sln", ".yml", ".txt", ".ipynb", ".editorconfig"];

    [Fact]
    public void A_long_source_file_says_at_its_top_why() =>
        Assert.Empty(Repository.Sources.Where(path => path.StartsWith("src/", StringComparison.Ordinal))
            .Select(path => (path, Lines: Repository.Lines(path)))
            .Where(file => file.Lines.Length > LongestFile && !file.Lines.Take(5).Any(line => line.StartsWith("// Long because ", StringComparison.Ordinal)))
            .Select(file => $"{file.path}: {file.Lines.Length} lines and no '// Long because …'"));

    [Fact]
    public void No_line_is_wider_than_a_screen() =>
        Assert.Empty(from path in Repository.Sources
                     where path.StartsWith("src/", StringComparison.Ordinal)
                     from line in Repository.Lines(path).Index()
                     where line.Item.Length > WidestLine
                     select $"{path}:{line.Index + 1}: {line.Item.Length} columns");

    [Fact]
    public void A_warning_is_switched_off_only_with_a_reason() =>
        Assert.Empty(from path in Repository.Sources
                     from line in Repository.Lines(path).Index()
                     where line.Item.TrimStart().StartsWith("#pragma warning disable", StringComparison.Ordinal) && !line.Item.Contains("//", StringComparison.Ordinal)
                     select $"{path}:{line.Index + 1}");

    [Fact]
    public void The_repository_speaks_of_the_project_alone() =>
        Assert.Empty(from path in Repository.Files
                     where Texts.Contains(Path.GetExtension(path)) && !path.EndsWith("Tidy/SourceTests.cs", StringComparison.Ordinal)
                     from line in Repository.Lines(path).Index()
                     let found = Foreign().Match(line.Item)
                     where found.Success
                     select $"{path}:{line.Index + 1}: '{found.Value}'");

    [Fact]
    public void Nothing_is_left_for_later() =>
        Assert.Empty(from path in Repository.Sources
                     where !path.EndsWith("Tidy/SourceTests.cs", StringComparison.Ordinal)
                     from line in Repository.Lines(path).Index()
                     let found = Unfinished().Match(line.Item)
                     where found.Success
                     select $"{path}:{line.Index + 1}: '{found.Value}'");

    [Fact]
    public void Texts_are_UTF8_with_LF_and_end_with_a_line_end() =>
        Assert.Empty(from path in Repository.Files
                     where Path.GetExtension(path) is ".cs" or ".csproj" or ".props" or ".md"
                     let bytes = File.ReadAllBytes(RepositoryRoot.At(path))
                     where bytes.Length > 0 && (bytes.AsSpan().Contains((byte)'\r') || bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]) || bytes[^1] != '\n')
                     select path);

    // Where the project was made, and papers that are not in it.
    [GeneratedRegex(@"\bissue #?\d|\.\./shared|(?<![\w.])/work/|\bissues show\b|\b(DESIGN|EXAMPLES|DOMAIN)\.md\b", RegexOptions.IgnoreCase)]
    private static partial Regex Foreign();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b")]
    private static partial Regex Unfinished();
}
