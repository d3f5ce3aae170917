using Tracer.Analysis;
using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Traces;
using Tracer.Traces.Reading;

namespace Tracer.Lab.Checking;

/// <summary>Reads traces, each once, and puts the rules to the test on them.</summary>
public static class TraceCheck
{
    /// <summary>What came of it; a trace that cannot be read is a report that says so. Of a file with several traces, the first.</summary>
    public static TraceReport Run(string path, CheckOptions options, params IReadOnlyList<IEventSink> listeners)
    {
        try
        {
            using var trace = TraceFile.Open(path, options.Kernel, stop: options.Stop);
            var report = Run(trace, options, listeners);
            return report with { Next = trace.Next(NextOf(path))?.Path };
        }
        catch (TraceFormatException e)
        {
            return Unreadable(path, e, options);
        }
    }

    /// <summary>What came of every trace in a file, in their order.</summary>
    public static IReadOnlyList<TraceReport> RunAll(string path, CheckOptions options, params IReadOnlyList<IEventSink> listeners)
    {
        var reports = new List<TraceReport>();
        try
        {
            ITrace? trace = TraceFile.Open(path, options.Kernel, stop: options.Stop);
            using var file = trace;
            while (trace is not null && (reports.Count == 0 || !options.Stop.IsCancellationRequested))
            {
                reports.Add(Run(trace, options, listeners));
                path = NextOf(path);
                trace = trace.Next(path);
                if (trace is not null) reports[^1] = reports[^1] with { Next = path };
            }
        }
        catch (TraceFormatException e)
        {
            reports.Add(Unreadable(path, e, options));
        }

        return reports;
    }

    /// <summary>The same of an opened trace.</summary>
    /// <exception cref="TraceFormatException">The content is no trace.</exception>
    public static TraceReport Run(ITrace trace, CheckOptions options, params IReadOnlyList<IEventSink> listeners)
    {
        var told = options.Found is { } found ? new ToldOnce(found) : null;
        while (true)
        {
            var report = ReadOnce(trace, options, told, listeners);
            if (!trace.IsToBeReadAgain || options.Stop.IsCancellationRequested) return report;
        }
    }

    private static TraceReport Unreadable(string path, TraceFormatException e, CheckOptions options) => options.Stop.IsCancellationRequested
        ? TraceReport.Unreadable(path, $"{path}: {Completeness.Interruption} before anything could be told of it") with { Completeness = Completeness.Whole.Interrupted() }
        : TraceReport.Unreadable(path, e.Message, e.NoTrace) with { InternalError = e.IsInternal ? e.InnerException : null };

    private static string NextOf(string path) => TraceInFile.Of(path).Next.ToString();

    private static TraceReport ReadOnce(ITrace trace, CheckOptions options, ToldOnce? told, IReadOnlyList<IEventSink> listeners)
    {
        var origin = options.OriginOf(trace.Origin);
        var names = new Names();
        var analyzer = new Analyzer(options.Rules);
        options.Listen?.Invoke(analyzer);
        if (told is not null)
        {
            var soFar = new TraceHead { Path = trace.Path, Origin = origin, Names = names };
            analyzer.Found = finding => told.Tell(finding, soFar);
        }

        var pauses = new Pauses();
        analyzer.Begin(EraOf.Origin(origin));
        var completeness = trace.Read(new Fanout([names, analyzer, pauses, .. listeners]));
        if (options.Stop.IsCancellationRequested) completeness = completeness.Interrupted();
        var report = AtTheEnd(trace.Path, () => analyzer.Finish(trace.Path, options.OriginOf(trace.Origin), completeness, names, options.CountPolicy, pauses));
        return report with { Probes = EventShape.All.ToDictionary(shape => shape.Kind, shape => trace.ProbesFor(shape.Kind) is [_, ..] probes ? string.Join(", ", probes) : null) };
    }

    private static TraceReport AtTheEnd(string path, Func<TraceReport> finish)
    {
        try
        {
            return finish();
        }
        catch (Exception e) when (Unexpected.Is(e))
        {
            throw Unexpected.In(path, "at its end", e);
        }
    }

    /// <summary>Tells of each finding once, though a live trace may have to be read again from its beginning.</summary>
    private sealed class ToldOnce(Action<Finding, TraceHead> tell)
    {
        private readonly HashSet<(string Reason, long Culprit)> told = [];

        public void Tell(Finding finding, TraceHead soFar)
        {
            if (told.Add((finding.Reason.Code, finding.Sequence))) tell(finding, soFar);
        }
    }
}
