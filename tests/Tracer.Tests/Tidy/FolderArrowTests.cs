using Mono.Cecil;

namespace Tracer.Tests.Tidy;

/// <summary>Inside a project a folder is a namespace, and what folders know of each other goes one way.</summary>
public sealed class FolderArrowTests
{
    /// <summary>Folders that may know each other, and why. To be kept very short.</summary>
    private static readonly Dictionary<(string Project, string One, string Other), string> Exceptions = [];

    public static TheoryData<string> Projects => ["Tracer.Events", "Tracer.Engine", "Tracer.Analysis", "Tracer.Traces", "Tracer.Capturing", "Tracer.Charts", "Tracer.Reports", "Tracer.Tables", "Tracer.Pages", "Tracer.Lab", "Tracer.Cli"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_know_each_other_one_way(string project)
    {
        var arrows = FolderArrows.Of(PathOf(project));
        foreach (var (of, one, other) in Exceptions.Keys)
            if (of == project) arrows = arrows.Without(one, other).Without(other, one);

        Assert.NotEmpty(arrows.Folders);
        var circle = arrows.ShortestCircle();
        Assert.True(circle.Count == 0, $"{project}: {string.Join("\n  ", circle)}");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_namespace_of_a_file_is_its_folder(string project)
    {
        var wrong = from path in Repository.Sources
                    where path.StartsWith($"src/{project}/", StringComparison.Ordinal)
                    let expected = Path.GetDirectoryName(path)!["src/".Length..].Replace('/', '.')
                    let declared = Repository.Lines(path).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))
                    where declared is not null && declared != $"namespace {expected};"
                    select $"{path}: {declared}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void An_exception_is_for_folders_that_do_know_each_other() =>
        Assert.All(Exceptions.Keys, pair =>
        {
            var arrows = FolderArrows.Of(PathOf(pair.Project));
            Assert.True(arrows.Has(pair.One, pair.Other) && arrows.Has(pair.Other, pair.One), $"{pair}");
        });

    [Fact]
    public void A_circle_is_found_by_its_shortest_way()
    {
        using var module = ModuleDefinition.CreateModule("circle", ModuleKind.Dll);
        var (a, b, c) = (Add("A"), Add("B"), Add("C"));
        Knows(a, b);
        Knows(b, c);
        Assert.Empty(FolderArrows.Of(module).ShortestCircle());
        Knows(c, a);
        Knows(c, b);
        Assert.Equal(["B -> C: TypeOfB knows TypeOfC", "C -> B: TypeOfC knows TypeOfB"], FolderArrows.Of(module).ShortestCircle());

        TypeDefinition Add(string folder)
        {
            var type = new TypeDefinition(folder, $"TypeOf{folder}", TypeAttributes.Class, module.TypeSystem.Object);
            module.Types.Add(type);
            return type;
        }

        static void Knows(TypeDefinition one, TypeDefinition other) => one.Fields.Add(new FieldDefinition(other.Name, FieldAttributes.Private, other));
    }

    // The command line's assembly has the name of the tool.
    private static string PathOf(string project) => Path.Combine(AppContext.BaseDirectory, project == "Tracer.Cli" ? "tracer.dll" : $"{project}.dll");
}
