using System.Text.RegularExpressions;
using Tracer.Testing;

namespace Tracer.Tests.Tidy;

/// <summary>Walks the lists of DEVELOPING.md: what each says is touched for its example is what there is of the example.</summary>
public sealed partial class DevelopingTests
{
    private const string Guide = "DEVELOPING.md";

    private static readonly Dictionary<string, Section> Sections = Read();

    public static TheoryData<string> Headings => [.. Sections.Keys];

    [Fact]
    public void It_tells_of_every_kind_of_addition() => Assert.Equal(
        ["A chart", "A choice", "A command", "A driver", "A planted bug", "A probe", "A rule", "An operation"],
        Sections.Keys.Select(heading => heading.Split(',')[0]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Headings))]
    public void The_files_of_the_example_are_those_of_the_list(string heading)
    {
        var section = Sections[heading];
        var mark = new Regex(section.Mark);
        var sources = Repository.Sources.Where(path => path.StartsWith("src/", StringComparison.Ordinal) && Repository.Lines(path).Any(line => mark.IsMatch(line)));
        Assert.Equal(
            section.Files.Where(path => path.StartsWith("src/", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            sources.Order(StringComparer.Ordinal));
        Assert.All(section.Files, path => Assert.True(System.IO.File.Exists(RepositoryRoot.At(path)), $"{path} is not there"));
        Assert.NotEmpty(section.Files);
    }

    [Theory]
    [MemberData(nameof(Headings))]
    public void The_tests_that_it_names_are_there(string heading)
    {
        var known = typeof(DevelopingTests).Assembly.GetTypes().Select(type => type.Name).ToHashSet();
        Assert.NotEmpty(Sections[heading].Tests);
        Assert.All(Sections[heading].Tests, test => Assert.Contains(test, known));
    }

    private static Dictionary<string, Section> Read()
    {
        var text = string.Join('\n', Repository.Lines(Guide));
        return Heading().Split(text).Skip(1).ToDictionary(part => part[..part.IndexOf('\n', StringComparison.Ordinal)], part => new Section(
            Mark().Match(part).Groups[1].Value,
            [.. File().Matches(part).Select(match => match.Groups[1].Value)],
            [.. Owed().Matches(part).SelectMany(match => Name().Matches(match.Value)).Select(match => match.Groups[1].Value)]));
    }

    [GeneratedRegex("^### ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("<!-- (.*) -->")]
    private static partial Regex Mark();

    [GeneratedRegex(@"`((?:src|tests|traces|README)[\w/.-]*\.\w+)`")]
    private static partial Regex File();

    [GeneratedRegex("^Tests that say what is owed: .*$", RegexOptions.Multiline)]
    private static partial Regex Owed();

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Name();

    private sealed record Section(string Mark, IReadOnlyList<string> Files, IReadOnlyList<string> Tests);
}
