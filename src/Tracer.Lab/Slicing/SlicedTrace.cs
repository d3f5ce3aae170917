using Tracer.Traces.Reading;

namespace Tracer.Lab.Slicing;

/// <summary>A part of a trace of events, as a trace.</summary>
public sealed class SlicedTrace(ITrace trace, TraceSpan span) : ITrace
{
    public string Path => trace.Path;

    public TraceOrigin Origin => trace.Origin;

    public Completeness Read(IEventSink sink)
    {
        var slice = new EventSlice(sink, span);
        var whole = trace.Read(slice);
        slice.Finish();
        return whole with { StartsInMiddle = whole.StartsInMiddle || slice.Gaps.Count > 0, Gaps = [.. whole.Gaps, .. slice.Gaps] };
    }

    public void Dispose() => trace.Dispose();
}
