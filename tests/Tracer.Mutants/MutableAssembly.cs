using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tracer.Mutants;

/// <summary>Compiles a project's sources anew, with one mutation in them.</summary>
internal sealed class MutableAssembly
{
    private readonly CSharpCompilation compilation;

    /// <param name="project">The project's folder.</param>
    /// <param name="built">A folder that has the assembly and all that it uses.</param>
    public MutableAssembly(string project, string built)
    {
        var name = Path.GetFileName(project);
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        var generated = Directory.EnumerateFiles(Path.Combine(project, "obj", "Release"), "*.cs", SearchOption.AllDirectories);
        var sources = Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories).Where(path => !IsBelow(path, "obj") && !IsBelow(path, "bin")).Concat(generated);
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var references = Directory.EnumerateFiles(framework, "System*.dll").Append(Path.Combine(framework, "netstandard.dll"))
            .Concat(Directory.EnumerateFiles(built, "Tracer.*.dll").Where(path => !Path.GetFileName(path).StartsWith("Tracer.Test", StringComparison.Ordinal) && Path.GetFileNameWithoutExtension(path) != name))
            .Where(IsManaged);
        var written = CSharpCompilation.Create(name, sources.Order(StringComparer.Ordinal).Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, path)),
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, checkOverflow: true, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([RegexGenerator(framework)], parseOptions: options).RunGeneratorsAndUpdateCompilation(written, out var generatedToo, out _);
        compilation = (CSharpCompilation)generatedToo;
    }

    /// <summary>Its sources below a folder.</summary>
    public IEnumerable<SyntaxTree> Below(params string[] folders) =>
        compilation.SyntaxTrees.Where(tree => folders.Any(folder => IsBelow(tree.FilePath, folder)) && !IsBelow(tree.FilePath, "obj"));

    /// <summary>Writes the assembly; false if the code with the mutation is none.</summary>
    public bool Emit(Mutation? mutation, string path)
    {
        var mutated = mutation is null ? compilation : compilation.ReplaceSyntaxTree(mutation.Place.SyntaxTree, mutation.Tree);
        using var image = new MemoryStream();
        var result = mutated.Emit(image);
        if (!result.Success && mutation is null)
            throw new InvalidOperationException("does not compile: " + string.Join('\n', result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).Take(5)));
        if (result.Success) File.WriteAllBytes(path, image.ToArray());
        return result.Success;
    }

    // That of regular expressions, which comes with .NET's reference assemblies.
    private static ISourceGenerator RegexGenerator(string framework)
    {
        var path = Directory.EnumerateFiles(Path.Combine(framework, "../../../packs/Microsoft.NETCore.App.Ref"), "System.Text.RegularExpressions.Generator.dll", SearchOption.AllDirectories).Max()!;
        var type = Assembly.LoadFrom(Path.GetFullPath(path)).GetType("System.Text.RegularExpressions.Generator.RegexGenerator", throwOnError: true)!;
        return ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator();
    }

    private static bool IsBelow(string path, string folder) => path.Contains($"{Path.DirectorySeparatorChar}{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static bool IsManaged(string path)
    {
        try
        {
            return AssemblyName.GetAssemblyName(path).Name is not null;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }
}
