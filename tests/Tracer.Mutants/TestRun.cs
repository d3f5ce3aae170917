using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Tracer.Mutants;

/// <summary>A copy of the built tests that are run against one mutated assembly after the other.</summary>
internal sealed partial class TestRun : IDisposable
{
    // Ten times what all tests take, on a machine that does other things besides.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(25);

    private readonly DirectoryInfo folder;

    /// <param name="built">The folder of the built tests.</param>
    /// <param name="copy">Where the copy is to lie: in the checkout, for tests look for its files upwards from where they are.</param>
    public TestRun(string built, string copy)
    {
        folder = Directory.CreateDirectory(copy);
        foreach (var path in Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories))
        {
            var to = PathOf(Path.GetRelativePath(built, path));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(path, to, overwrite: true);
        }
    }

    public string PathOf(string file) => Path.Combine(folder.FullName, file);

    /// <summary>Runs the tests of some namespaces until the first fails.</summary>
    /// <returns>The test that failed; null if none did.</returns>
    public string? FirstFailure(string workingFolder, params IEnumerable<string> namespaces)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = workingFolder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in (string[])["exec", PathOf("Tracer.Tests.dll"), "-stopOnFail", "-noColor", "-noLogo", .. namespaces.SelectMany(name => (string[])["-namespace", name])])
            start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
            return "(does not end)";
        }

        var failed = FailedTest().Match(output.Result + errors.Result);
        return process.ExitCode == 0 ? null : failed.Success ? failed.Groups["test"].Value : "(ends with " + process.ExitCode + ")";
    }

    public void Dispose() => folder.Delete(recursive: true);

    [GeneratedRegex(@"^\s*(?:Tracer\.Tests\.)?(?<test>[\w.]+)(?:\(.*\))? \[FAIL\]", RegexOptions.Multiline)]
    private static partial Regex FailedTest();
}
