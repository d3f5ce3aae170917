using System.Globalization;

namespace Tracer.Traces.Reading;

/// <summary>
/// The last net under a trace: what nobody expected, in its reader or in who takes its events, is that trace's one line, with the place, and not the end of the program and of the
/// other traces.
/// </summary>
internal sealed class GuardedTrace(ITrace trace) : ITrace
{
    public string Path => trace.Path;

    public TraceOrigin Origin => trace.Origin;

    public bool IsToBeReadAgain => trace.IsToBeReadAgain;

    public IReadOnlyList<string> ProbesFor(EventKind kind) => trace.ProbesFor(kind);

    public Completeness Read(IEventSink sink)
    {
        var watched = new Watched(sink);
        try
        {
            return trace.Read(watched);
        }
        catch (TraceBoundException e)
        {
            throw new TraceFormatException($"{Path}: {e.Message}", e);
        }
        catch (Exception e) when (Unexpected.Is(e))
        {
            throw Unexpected.In(Path, watched.Place, e);
        }
    }

    public TextSlice? WriteSlice(TraceSpan span, Stream output) => trace.WriteSlice(span, output);

    public ITrace? Next(string path)
    {
        try
        {
            return trace.Next(path) is { } next ? new GuardedTrace(next) : null;
        }
        catch (Exception e) when (Unexpected.Is(e))
        {
            throw Unexpected.In(path, "at its beginning", e);
        }
    }

    public void Dispose() => trace.Dispose();

    /// <summary>Knows where reading has come to.</summary>
    private sealed class Watched(IEventSink sink) : IEventSink
    {
        private long first;
        private long last = -1;
        private bool isTaking;

        public string Place => last < 0 ? "at its beginning" : string.Create(CultureInfo.InvariantCulture, $"{(isTaking ? "at" : "after")} event #{(isTaking ? Taken : $"{last}")}");

        private string Taken => first == last ? string.Create(CultureInfo.InvariantCulture, $"{last}") : string.Create(CultureInfo.InvariantCulture, $"{first} to #{last}");

        public void Accept(ReadOnlySpan<VmEvent> events)
        {
            if (events.IsEmpty) return;
            (first, last) = (events[0].Header.Sequence, events[^1].Header.Sequence);
            isTaking = true;
            sink.Accept(events);
            isTaking = false;
        }
    }
}
