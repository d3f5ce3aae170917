using Tracer.Analysis;
using Tracer.Analysis.Explaining;
using Tracer.Lab.Checking;

namespace Tracer.Lab.Inspecting;

/// <summary>Reads a trace up to a place and tells what was held there.</summary>
public static class MomentAt
{
    /// <summary>The moment before the first event at a place, or before the next one behind it; null if the trace ends before.</summary>
    /// <param name="path">The trace.</param>
    /// <param name="options">Which kernel or protocol it is to be read as.</param>
    /// <param name="number">The place: a sequence number, or a line.</param>
    /// <param name="names">Learns the names of the trace up to there.</param>
    public static (Moment? Moment, EventPlace Source) Find(string path, CheckOptions options, long number, Names names)
    {
        var source = default(EventPlace);
        Moment? found = null;
        try
        {
            TraceReplay.Run(path, options, Listen, new Until(options.Stop), names);
        }
        catch (OperationCanceledException) when (found is not null)
        {
        }

        return (found, source);

        void Listen(Analyzer replay, TraceOrigin origin)
        {
            source = new EventPlace(origin.Kind);
            var first = source.Between(number, number).First;
            replay.Before = (in e) =>
            {
                if (e.Header.Sequence < first || e.Header.Kind == EventKind.EventsLost) return;
                found = Moment.Before(in e, replay.State);
                throw new OperationCanceledException("the place is reached");
            };
        }
    }
}
