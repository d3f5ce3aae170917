namespace Tracer.Testing;

/// <summary>The checkout that the tests run in.</summary>
public static class RepositoryRoot
{
    /// <summary>The folder of Tracer.sln, found upwards from the test's binaries.</summary>
    public static string Path { get; } = Find();

    /// <summary>A path in the repository, as <c>tests/Tracer.Tests</c>, made absolute.</summary>
    public static string At(string relativePath) => System.IO.Path.Combine(Path, relativePath);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Tracer.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException($"no Tracer.sln above {AppContext.BaseDirectory}");
    }
}
