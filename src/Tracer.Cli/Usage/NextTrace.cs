using Tracer.Traces.Reading;

namespace Tracer.Cli.Usage;

/// <summary>Says that a file holds more traces than the one that was asked for.</summary>
internal static class NextTrace
{
    /// <param name="trace">A trace that has been read.</param>
    /// <param name="error">Where it is said.</param>
    public static void Tell(ITrace trace, TextWriter error)
    {
        var next = TraceInFile.Of(trace.Path).Next.ToString();
        if (trace.Next(next) is not null) Tell(trace.Path, next, error);
    }

    public static void Tell(string path, string? next, TextWriter error)
    {
        if (next is not null) error.WriteLine($"tracer: {path}: another trace follows in this file: {next}");
    }
}
