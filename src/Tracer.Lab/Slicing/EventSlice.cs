namespace Tracer.Lab.Slicing;

/// <summary>
/// Passes on the events of a part of a run, and around them what a reader needs: how the run began, the names that were given before, how it ended; where events are left out,
/// an <see cref="EventsLost"/> says how many.
/// </summary>
public sealed class EventSlice(IEventSink next, TraceSpan span) : IEventSink
{
    private readonly SpanWalk walk = new(span);
    private readonly VmEvent[] one = new VmEvent[1];
    private bool isRun;
    private EventHeader last;
    private long lost;

    /// <summary>The sequence number of the first event of the part; -1 as long as there is none.</summary>
    public long First { get; private set; } = -1;

    /// <summary>That of the last.</summary>
    public long Last { get; private set; } = -1;

    /// <summary>Where events were left out.</summary>
    public List<Gap> Gaps { get; } = [];

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        foreach (ref readonly var e in events)
        {
            var isInside = walk.Take(in e.Header) == SpanPart.Inside;
            if (e.Header.Kind is EventKind.RunStarted or EventKind.RunEnded) Frame(in e);
            else if (isInside) PassInside(in e);
            else if (e.Header.Kind == EventKind.Named && walk.Part == SpanPart.Before) PassName(e);
            else lost += e.Header.Kind == EventKind.EventsLost ? Math.Max(e.As<EventsLost>().Count, 1) : 1;
        }
    }

    /// <summary>The trace is over.</summary>
    public void Finish() => TellLost(unchecked(last.Sequence + 1), last);

    private void Frame(in VmEvent e)
    {
        TellLost(e.Header.Sequence - lost, e.Header);
        isRun |= e.Header.Kind == EventKind.RunStarted;
        Pass(in e);
    }

    private void PassInside(in VmEvent e)
    {
        TellLost(e.Header.Sequence - lost, e.Header);
        if (First < 0) First = e.Header.Sequence;
        Last = e.Header.Sequence;
        Pass(in e);
    }

    // A name happens nowhere. The events of a run are numbered without holes, so names that lie far apart get the numbers behind its beginning.
    private void PassName(VmEvent e)
    {
        if (isRun) e.Header.Sequence = last.Sequence + 1;
        Pass(in e);
    }

    private void TellLost(long sequence, EventHeader near)
    {
        if (lost == 0) return;
        Gaps.Add(new Gap(last.Sequence, null, lost));
        var told = VmEvent.Of(new EventsLost
        {
            Header = new EventHeader { Sequence = isRun ? sequence : Math.Max(sequence, near.Sequence), TimestampNs = near.TimestampNs, Cpu = -1, PreemptDepth = EventHeader.UnknownDepth },
            OnCpu = -1,
            Count = lost,
        });
        lost = 0;
        Pass(in told);
    }

    private void Pass(in VmEvent e)
    {
        one[0] = e;
        if (e.Header.Kind != EventKind.EventsLost) last = e.Header;
        next.Accept(one);
    }
}
