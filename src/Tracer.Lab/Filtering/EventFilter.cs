namespace Tracer.Lab.Filtering;

/// <summary>Hands on the events a person asked for: those for which all criteria hold. What is told beside an event is handed on with it.</summary>
public sealed class EventFilter(IEventSink next, IReadOnlyList<Criterion> criteria) : IEventSink
{
    private readonly VmEvent[] one = new VmEvent[1];
    private readonly Dictionary<int, bool> latest = [];

    /// <summary>The part of the trace that is wanted.</summary>
    public TraceSpan Span { get; init; } = TraceSpan.Whole;

    /// <summary>Kinds that are left out, whatever else holds.</summary>
    public EventKindSet Hidden { get; init; } = EventKindSet.Empty;

    /// <summary>How many events to hand on at most. Then reading is over: <see cref="Accept"/> throws <see cref="OperationCanceledException"/>.</summary>
    public long Most { get; init; } = long.MaxValue;

    /// <summary>How many it has handed on.</summary>
    public long Passed { get; private set; }

    /// <exception cref="OperationCanceledException">All that is wanted has been handed on.</exception>
    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        foreach (ref readonly var e in events)
        {
            if (Span.IsOver(in e.Header)) throw new OperationCanceledException("the trace goes on behind what was wanted");
            if (Hidden.Contains(e.Header.Kind)) continue;
            var isRemark = EventKindSet.Remarks.Contains(e.Header.Kind);
            var isBeside = isRemark && latest.GetValueOrDefault(e.Header.Task.Value) && !(e.Header.Kind == EventKind.Noted && e.As<Noted>().Is == NoteKind.Marker);
            var passes = isBeside || Passes(in e);
            if (!isRemark) latest[e.Header.Task.Value] = passes;
            if (!passes) continue;

            // What is told beside the last of them is no event of its own.
            if (!isBeside && Passed == Most) throw new OperationCanceledException($"all {Most} events that were wanted are read");
            if (!isBeside) Passed++;
            one[0] = e;
            next.Accept(one);
        }
    }

    // Each is asked, though one has said no: each is to know whether the trace has such an event.
    private bool Passes(in VmEvent e)
    {
        var passes = Span.Contains(in e.Header);
        foreach (var criterion in criteria) passes &= criterion.Holds(in e);
        return passes;
    }
}
