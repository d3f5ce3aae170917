using System.Diagnostics;
using System.Text.Json;
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

    [Fact]
    public void Many_runs_tell_the_reverted_commit_from_the_protocols_before_and_after_it()
    {
        var told = Run("notebooks/02-many-runs.cs", "reclaim", "40", folder.FullName);

        Assert.Contains("4.13: 40 runs of reclaim, 0 stuck\n  nothing broken", told, StringComparison.Ordinal);
        Assert.Matches(@"aac2fea9: 40 runs of reclaim, 0 stuck\n  broken N01  on  ?\d+ of 40 seeds", told);
        Assert.Contains("\n  harm   S02  on ", told, StringComparison.Ordinal);
        Assert.Contains("4.14: 40 runs of reclaim, 0 stuck\n  nothing broken", told, StringComparison.Ordinal);
        foreach (var protocol in new[] { "4.13", "aac2fea9", "4.14" })
            Assert.Equal("svg", XDocument.Load(Path.Combine(folder.FullName, $"many-runs-{protocol}.svg")).Root!.Name.LocalName);
    }

    [Fact]
    public void A_kernels_traces_in_pandas_give_what_is_committed()
    {
        const string notebook = "03-kernel-trace.ipynb";
        Assert.SkipUnless(Python is not null, "python3-pandas, python3-matplotlib, jupyter-nbconvert or python3-ipykernel is not installed");
        var start = new ProcessStartInfo(Python!, ["-m", "jupyter", "nbconvert", "--to", "notebook", "--execute", "--output-dir", folder.FullName, $"notebooks/{notebook}"])
        {
            WorkingDirectory = RepositoryRoot.Path,
            RedirectStandardError = true,
        };
        start.Environment["TRACER"] = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "tracer.dll")}'";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);

        var (tables, pictures) = OutputsOf(Path.Combine(folder.FullName, notebook));
        var committed = OutputsOf(RepositoryRoot.At($"notebooks/{notebook}"));
        Assert.Equal(committed.Tables, tables);
        Assert.Equal(2, pictures);
        Assert.Equal(2, committed.Pictures);
    }

    // Debian's packages are Debian's python's.
    private static string? Python { get; } = new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(python =>
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import pandas, matplotlib, nbconvert, ipykernel"]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    private static (string[] Tables, int Pictures) OutputsOf(string notebook)
    {
        using var read = JsonDocument.Parse(File.ReadAllText(notebook));
        var outputs = read.RootElement.GetProperty("cells").EnumerateArray().Where(cell => cell.TryGetProperty("outputs", out _)).SelectMany(cell => cell.GetProperty("outputs").EnumerateArray())
            .Where(output => output.TryGetProperty("data", out _)).Select(output => output.GetProperty("data")).ToArray();
        return ([.. outputs.Where(data => data.TryGetProperty("text/html", out _)).Select(data => string.Concat(data.GetProperty("text/plain").EnumerateArray().Select(line => line.GetString())))],
            outputs.Count(data => data.TryGetProperty("image/png", out _)));
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
