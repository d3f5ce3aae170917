using Tracer.Analysis;
using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Traces;
using Tracer.Traces.Reading;

namespace Tracer.Lab.Checking;

/// <summary>Reads a trace once and puts the rules to the test on it.</summary>
public static class TraceCheck
{
    /// <summary>What came of it; a trace that cannot be read is a report that says so.</summary>
    public static TraceReport Run(string path, CheckOptions options, params IReadOnlyList<IEventSink> listeners)
    {
        try
        {
            using var trace = TraceFile.Open(path, options.Kernel);
            return Run(trace, options, listeners);
        }
        catch (TraceFormatException e)
        {
            return TraceReport.Unreadable(path, e.Message, e.NoTrace);
        }
    }

    /// <summary>The same of an opened trace.</summary>
    /// <exception cref="TraceFormatException">The content is no trace.</exception>
    public static TraceReport Run(ITrace trace, CheckOptions options, params IReadOnlyList<IEventSink> listeners)
    {
        var origin = options.OriginOf(trace);
        var names = new Names();
        var analyzer = new Analyzer(options.Rules);
        if (options.Found is { } found)
        {
            var soFar = new TraceHead { Path = trace.Path, Origin = origin, Names = names };
            analyzer.Found = finding => found(finding, soFar);
        }

        analyzer.Begin(EraOf.Origin(origin));
        var completeness = trace.Read(new Fanout([names, analyzer, .. listeners]));
        var report = analyzer.Finish(trace.Path, origin, completeness, names, options.CountPolicy);
        return report with { Probes = EventShape.All.ToDictionary(shape => shape.Kind, shape => trace.ProbesFor(shape.Kind) is [_, ..] probes ? string.Join(", ", probes) : null) };
    }
}
