using Tracer.Traces.Reading;

namespace Tracer.Lab.Slicing;

/// <summary>A part of a trace of events, as a trace.</summary>
public sealed class SlicedTrace(ITrace trace, TraceSpan span) : ITrace
{
    public string Path => trace.Path;

    public TraceOrigin Origin => trace.Origin;

    /// <summary>Events were left out; known once it has been read.</summary>
    public bool IsPart { get; private set; }

    public Completeness Read(IEventSink sink)
    {
        var slice = new EventSlice(sink, span);
        var whole = trace.Read(slice);
        slice.Finish();
        IsPart = slice.Gaps.Count > 0;
        return whole with { StartsInMiddle = whole.StartsInMiddle || slice.Gaps.Count > 0, Gaps = [.. whole.Gaps, .. slice.Gaps] };
    }

    public void Dispose() => trace.Dispose();
}
