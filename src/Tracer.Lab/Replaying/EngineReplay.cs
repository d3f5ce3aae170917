using Tracer.Engine;
using Tracer.Engine.Scheduling;
using Tracer.Traces;
using Tracer.Traces.Reading;

namespace Tracer.Lab.Replaying;

/// <summary>Runs the engine again by a trace's own schedule and compares event by event.</summary>
public static class EngineReplay
{
    /// <summary>Whether the run of a trace comes out the same again.</summary>
    /// <exception cref="TraceFormatException">It is no trace, or none of an engine run.</exception>
    /// <exception cref="ArgumentException">It asks for something that this engine does not know.</exception>
    public static ReplayResult Run(string path, CancellationToken stop = default)
    {
        var recorded = new Recorded();
        Completeness completeness;
        using (var trace = TraceFile.Open(path, stop: stop)) completeness = trace.Read(recorded);
        if (stop.IsCancellationRequested) completeness = completeness.Interrupted();
        if (recorded.Started is not { } started)
            throw new TraceFormatException($"{path}: holds no engine run; only the recording of one can be run again");

        var comparison = new Comparison(recorded.Events);
        var simulation = Simulation.Prepare(RunRequest.FromTrace(started, recorded.Names));
        var stopped = (string?)null;
        try
        {
            simulation.Run(comparison, new RecordedSchedule(recorded.Decisions));
        }
        catch (ScheduleMismatchException e)
        {
            // Behind the end of a torn trace the schedule is not known any more; before it, the run has left the recorded one.
            stopped = comparison.Compared >= recorded.Events.Count ? null : e.Message;
        }
        catch (Exception e) when (Unexpected.Is(e))
        {
            throw Unexpected.In(path, "in the run again", e);
        }

        return new ReplayResult(recorded.Names, recorded.Events.Count, comparison.Difference, stopped, completeness, started.EngineVersion);
    }

    private sealed class Recorded : IEventSink
    {
        public Names Names { get; } = new();

        public List<VmEvent> Events { get; } = [];

        public List<Decision> Decisions { get; } = [];

        public RunStarted? Started { get; private set; }

        public void Accept(ReadOnlySpan<VmEvent> events)
        {
            Names.Accept(events);
            foreach (ref readonly var e in events)
            {
                // What the reader says of lost events is not the engine's.
                if (e.Header.Kind == EventKind.EventsLost) continue;
                Events.Add(e);
                if (e.Header.Kind == EventKind.RunStarted) Started ??= e.As<RunStarted>();
                if (e.Header.Kind == EventKind.Decision) Decisions.Add(e.As<Decision>());
            }
        }
    }

    private sealed class Comparison(List<VmEvent> recorded) : IEventSink
    {
        public int Compared { get; private set; }

        public ReplayDifference? Difference { get; private set; }

        public void Accept(ReadOnlySpan<VmEvent> events)
        {
            foreach (ref readonly var e in events)
            {
                if (Compared < recorded.Count && Difference is null && recorded[Compared] != e)
                    Difference = new ReplayDifference(recorded[Compared], e);
                Compared++;
            }
        }
    }
}
