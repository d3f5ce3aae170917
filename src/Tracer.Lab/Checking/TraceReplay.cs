using Tracer.Analysis;
using Tracer.Analysis.Eras;
using Tracer.Traces;

namespace Tracer.Lab.Checking;

/// <summary>Reads a trace through the replay alone, without a rule, for who listens to what it sees.</summary>
public static class TraceReplay
{
    /// <param name="path">The trace.</param>
    /// <param name="options">Which kernel or protocol it is to be read as.</param>
    /// <param name="listen">Subscribes the listener, before the first event.</param>
    /// <param name="sinks">Who takes the events before the replay does.</param>
    /// <exception cref="TraceFormatException">The content is no trace.</exception>
    public static void Run(string path, CheckOptions options, Action<Analyzer> listen, params IReadOnlyList<IEventSink> sinks) => Run(path, options, (replay, _) => listen(replay), sinks);

    /// <summary>The same, for a listener who is to know where the trace comes from.</summary>
    public static void Run(string path, CheckOptions options, Action<Analyzer, TraceOrigin> listen, params IReadOnlyList<IEventSink> sinks)
    {
        using var trace = TraceFile.Open(path, options.Kernel, readsAhead: true, options.Stop);
        var replay = new Analyzer([]);
        listen(replay, trace.Origin);
        replay.Begin(EraOf.Origin(options.OriginOf(trace.Origin)));
        trace.Read(new Fanout([.. sinks, replay]));
        replay.Finish();
    }
}
