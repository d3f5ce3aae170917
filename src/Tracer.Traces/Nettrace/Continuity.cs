namespace Tracer.Traces.Nettrace;

/// <summary>
/// Passes a trace's events on and watches what is missing. A run of the engine begins with <see cref="RunStarted"/>, numbers its
/// events without holes, and says at its end how many there were; where some are missing, an <see cref="EventsLost"/> is put in.
/// </summary>
/// <remarks>A recorded text trace numbers its lines, and not every line is an event: outside a run, holes mean nothing.</remarks>
internal sealed class Continuity(IEventSink sink) : IEventSink
{
    private readonly List<Gap> gaps = [];
    private EventHeader last;
    private long read;
    private bool startsInMiddle;
    private bool sawRun;
    private bool inRun;
    private long readBeforeRun;
    private long lostInRun;

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        var passed = 0;
        for (var i = 0; i < events.Length; i++)
        {
            ref readonly var e = ref events[i];
            if (e.Header.Kind <= EventKind.EventsLost || read == 0 || (inRun && HoleBefore(in e) > 0))
            {
                var lost = LostBefore(in e);
                if (lost > 0)
                {
                    if (passed < i) sink.Accept(events[passed..i]);
                    passed = i;
                    PutIn(lost);
                }

                if (e.Header.Kind == EventKind.EventsLost) Note(e.As<EventsLost>());
            }

            if (e.Header.Kind != EventKind.EventsLost) last = e.Header;
            read++;
        }

        sink.Accept(events[passed..]);
    }

    /// <summary>What the trace held, once it has been read to its end.</summary>
    /// <param name="dropped">Events that EventPipe says it dropped.</param>
    /// <param name="damage">What is wrong with the file, in words; null if nothing is.</param>
    /// <param name="noEvent">What to say if not one event was read.</param>
    public Completeness Close(long dropped, string? damage, string noEvent = NettraceTrace.NoEvent)
    {
        // Without numbers that can be trusted nobody knows where they were.
        if (!sawRun && read > 0 && dropped > 0)
        {
            gaps.Add(new Gap(0, null, dropped));
            PassLost(dropped);
        }

        // What was dropped behind the last event has no number to miss it by.
        if (inRun && dropped - lostInRun is > 0 and var atEnd) PutIn(atEnd);

        return new Completeness(startsInMiddle, inRun || !sawRun, gaps, Missing(damage, noEvent));
    }

    private string? Missing(string? damage, string noEvent)
    {
        if (read == 0) return damage is null ? noEvent : $"{damage}; {noEvent} before that";
        if (inRun) return FormattableString.Invariant($"{damage ?? "the recording ends early"}; the last event read is #{last.Sequence}, the one that closes the run is not there");
        return sawRun || damage is null ? null : FormattableString.Invariant($"{damage}; the last event read is #{last.Sequence}");
    }

    private long LostBefore(in VmEvent e)
    {
        if (read == 0) startsInMiddle = e.Header.Kind != EventKind.RunStarted;
        if (e.Header.Kind == EventKind.RunStarted)
        {
            sawRun = inRun = true;
            readBeforeRun = read;
            lostInRun = 0;
            return 0;
        }

        if (!inRun) return 0;
        var hole = HoleBefore(in e);
        if (e.Header.Kind != EventKind.RunEnded) return hole;
        inRun = false;
        return Math.Max(hole, unchecked(e.As<RunEnded>().Events - (read - readBeforeRun) - lostInRun - 1));
    }

    // Unchecked, here and below, because a damaged file can hold any numbers.
    private long HoleBefore(in VmEvent e) => unchecked(e.Header.Sequence - last.Sequence - 1);

    private void PutIn(long lost)
    {
        gaps.Add(new Gap(last.Sequence, null, Gap.Credible(lost)));
        unchecked
        {
            lostInRun += lost;
        }

        PassLost(lost);
    }

    private void PassLost(long lost)
    {
        var e = LostAfter(last, lost);
        sink.Accept(new ReadOnlySpan<VmEvent>(in e));
    }

    // An event of this kind in the file stands for the numbers from its own on, and is not one of the run's events.
    private void Note(in EventsLost e)
    {
        gaps.Add(new Gap(last.Sequence, e.OnCpu < 0 ? null : e.OnCpu, Gap.Credible(e.Count)));
        readBeforeRun++;
        unchecked
        {
            last.Sequence = Math.Max(last.Sequence, e.Header.Sequence + Math.Max(e.Count, 1) - 1);
            lostInRun += Math.Max(e.Count, 1);
        }
    }

    private static VmEvent LostAfter(in EventHeader before, long lost) => VmEvent.Of(new EventsLost
    {
        Header = new EventHeader
        {
            Sequence = unchecked(before.Sequence + 1),
            TimestampNs = before.TimestampNs,
            Cpu = -1,
            PreemptDepth = EventHeader.UnknownDepth,
        },
        OnCpu = -1,
        Count = Gap.Credible(lost) ?? -1,
    });
}
