using System.Xml.Linq;

namespace Tracer.Tests.Tidy;

public sealed class LayoutTests
{
    // The arrows of the data flow. The command line joins all; engine and rules never see each other.
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Tracer.Events"] = [],
        ["Tracer.Engine"] = ["Tracer.Events"],
        ["Tracer.Analysis"] = ["Tracer.Events"],
        ["Tracer.Traces"] = ["Tracer.Events"],
        ["Tracer.Capturing"] = ["Tracer.Events", "Tracer.Traces"],
        ["Tracer.Reports"] = ["Tracer.Events", "Tracer.Analysis"],
        ["Tracer.Charts"] = ["Tracer.Events", "Tracer.Analysis"],
        ["Tracer.Tables"] = ["Tracer.Events", "Tracer.Analysis"],
        ["Tracer.Pages"] = ["Tracer.Events", "Tracer.Analysis", "Tracer.Reports", "Tracer.Charts"],
        ["Tracer.Lab"] = ["Tracer.Events", "Tracer.Engine", "Tracer.Analysis", "Tracer.Traces"],
        ["Tracer.Cli"] = ["Tracer.Events", "Tracer.Engine", "Tracer.Analysis", "Tracer.Traces", "Tracer.Capturing", "Tracer.Reports", "Tracer.Charts", "Tracer.Tables", "Tracer.Pages", "Tracer.Lab"],
    };

    private static readonly string[] TopLevel =
    [
        "src", "traces", "tests", "notebooks", "Tracer.sln", "README.md", "DEVELOPING.md",
        "LICENSE", ".ci", ".editorconfig", ".gitattributes", ".gitignore", "global.json", "nuget.config", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props",
    ];

    [Fact]
    public void Project_references_follow_the_arrows()
    {
        var projects = Repository.Files.Where(path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(projects);
        foreach (var path in projects)
        {
            var project = Path.GetFileNameWithoutExtension(path);
            Assert.True(Arrows.TryGetValue(project, out var allowed), $"{project} stands in no place of the data flow");
            var references = XDocument.Parse(string.Join('\n', Repository.Lines(path))).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
            Assert.Empty(references.Except(allowed).Select(reference => $"{project} must not reference {reference}"));
        }
    }

    [Fact]
    public void The_top_level_has_what_belongs_there_and_nothing_else() =>
        Assert.Empty(Repository.Files.Select(path => path.Split('/')[0]).Distinct().Except(TopLevel));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = string.Join('\n', Repository.Lines("Tracer.sln")).Replace('\\', '/');
        Assert.DoesNotContain(Repository.Files, path => path.EndsWith(".csproj", StringComparison.Ordinal)
            && !solution.Contains(path, StringComparison.Ordinal));
    }
}
