using System.Diagnostics;
using System.Xml.Linq;
using Tracer.Testing;

namespace Tracer.Tests.Cli;

/// <summary>The notebooks run as they are committed.</summary>
public sealed class NotebookTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tracer-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void One_trace_is_checked_and_plotted()
    {
        var told = Run("notebooks/01-one-trace.cs", "traces/engine/reclaim-aac2fea9-kvm.nettrace", folder.FullName);

        Assert.StartsWith("violated — N01 ", told, StringComparison.Ordinal);
        Assert.StartsWith("violated — N01 ", File.ReadAllText(Path.Combine(folder.FullName, "report.txt")), StringComparison.Ordinal);
        foreach (var picture in new[] { "violations.svg", "finding.svg" })
            Assert.Equal("svg", XDocument.Load(Path.Combine(folder.FullName, picture)).Root!.Name.LocalName);
        Assert.NotEmpty(File.ReadAllBytes(Path.Combine(folder.FullName, "finding.png")));
    }

    private static string Run(string notebook, params string[] args)
    {
        // The projects behind it are built as the tests are, so nothing is built twice.
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        var start = new ProcessStartInfo("dotnet", ["run", "-c", configuration, notebook, "--", .. args])
        {
            WorkingDirectory = RepositoryRoot.Path,
            RedirectStandardOutput = true,
        };

        // A build inside of `dotnet test` must not take the settings of the one outside for its own.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        return output;
    }
}
