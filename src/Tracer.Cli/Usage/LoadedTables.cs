using Tracer.Analysis.Findings;
using Tracer.Lab.Checking;
using Tracer.Tables.Loading;
using Tracer.Tables.Storage;
using Tracer.Traces;
using Tracer.Traces.Reading;

namespace Tracer.Cli.Usage;

/// <summary>Reads traces, each once, into tables.</summary>
internal static class LoadedTables
{
    /// <summary>Every trace of every file; what is missing of one is said on <paramref name="error"/>.</summary>
    /// <exception cref="TraceFormatException">One cannot be read.</exception>
    public static void Load(TraceDatabase database, IEnumerable<string> paths, CheckOptions options, TextWriter error)
    {
        using var progress = Progress.On(error);
        foreach (var path in paths)
        {
            var listeners = ReadingProgress.Of(progress, path);
            ITrace? trace = TraceFile.Open(path, options.Kernel, readsAhead: true, options.Stop);
            using var file = trace;
            for (var place = TraceInFile.Of(path); trace is not null; place = place.Next, trace = trace.Next(place.ToString()))
            {
                var report = Load(database, trace, options, listeners);

                // What part of a trace answers is no answer.
                if (options.Stop.IsCancellationRequested) throw new OperationCanceledException($"{report.Path}: nothing is answered: it was not read to its end");
                if (report.Completeness is { Lost: > 0 and var lost }) error.WriteLine($"tracer: {report.Path}: {lost:N0} events are lost: what is counted is less than what happened");
            }
        }
    }

    private static TraceReport Load(TraceDatabase database, ITrace trace, CheckOptions options, IReadOnlyList<IEventSink> listeners)
    {
        using var loader = new TraceLoader(database, trace.Origin.Kind);
        var report = TraceCheck.Run(trace, options with { Listen = loader.ListenTo }, listeners);
        loader.Finish(report);
        return report;
    }
}
