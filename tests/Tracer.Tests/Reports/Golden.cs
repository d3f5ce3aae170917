using System.Runtime.CompilerServices;

namespace Tracer.Tests.Reports;

/// <summary>Compares a text with the file that stands beside the test; <c>TRACER_UPDATE_GOLDEN=1</c> writes the file instead.</summary>
internal static class Golden
{
    public static void Matches(string actual, string relativePath, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, "Golden", relativePath);
        if (Environment.GetEnvironmentVariable("TRACER_UPDATE_GOLDEN") == "1") File.WriteAllText(path, actual);
        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : $"(no file {relativePath})", actual);
    }
}
