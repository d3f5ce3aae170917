using System.Diagnostics;
using Tracer.Testing;

namespace Tracer.Tests.Tidy;

/// <summary>The files that the repository keeps.</summary>
internal static class Repository
{
    /// <summary>Tracked files and those about to be, by path from the root.</summary>
    public static IReadOnlyList<string> Files { get; } = Git("ls-files", "--cached", "--others", "--exclude-standard")
        .Where(path => File.Exists(RepositoryRoot.At(path))).ToArray();

    public static IEnumerable<string> Sources => Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal));

    public static string[] Lines(string path) => File.ReadAllLines(RepositoryRoot.At(path));

    private static string[] Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = RepositoryRoot.Path, RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
