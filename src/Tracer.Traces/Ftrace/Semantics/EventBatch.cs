namespace Tracer.Traces.Ftrace;

/// <summary>Collects events and hands them on in batches.</summary>
internal sealed class EventBatch(IEventSink sink)
{
    private readonly VmEvent[] events = new VmEvent[512];
    private int count;

    public void Add<T>(in T view)
        where T : struct, IEventView
    {
        if (count == events.Length) Flush();
        events[count++] = VmEvent.Of(in view);
    }

    public void Flush()
    {
        if (count > 0) sink.Accept(events.AsSpan(0, count));
        count = 0;
    }
}
