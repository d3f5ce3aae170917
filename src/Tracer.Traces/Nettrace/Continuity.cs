namespace Tracer.Traces.Nettrace;

/// <summary>
/// Passes a trace's events on and watches what is missing. A run of the engine begins with <see cref="RunStarted"/>, numbers its
/// events without holes, and says at its end how many there were; where some are missing, come again or come late, an <see cref="EventsLost"/> is put in.
/// </summary>
/// <remarks>A recorded text trace numbers its lines, and not every line is an event: outside a run, holes and equal numbers mean nothing.</remarks>
internal sealed class Continuity(IEventSink sink) : IEventSink
{
    // What comes again or late is left out. So many in a row are the run again, which a damaged number has led astray.
    private const int LateToFollow = 32;

    private readonly GapTally gaps = new();
    private EventHeader last;
    private long read;
    private bool startsInMiddle;
    private bool sawRun;
    private bool inRun;
    private long readInRun;
    private long lostInRun;
    private long unplaced;
    private long late;
    private int lateInRow;
    private bool isLateTold;

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        var passed = 0;
        for (var i = 0; i < events.Length; i++)
        {
            ref readonly var e = ref events[i];
            if (e.Header.Kind <= EventKind.EventsLost || read == 0 || (sawRun ? !inRun || HoleBefore(in e) != 0 : e.Header.Sequence < last.Sequence))
            {
                if (IsLate(in e))
                {
                    if (passed < i) sink.Accept(events[passed..i]);
                    passed = i;
                    TellLate(e.Header.Sequence == last.Sequence);
                    if (!IsBack(in e))
                    {
                        passed = i + 1;
                        continue;
                    }
                }
                else
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
            }

            if (e.Header.Kind != EventKind.EventsLost && !IsNameOfLast(in e)) last = e.Header;
            lateInRow = 0;
            isLateTold = false;
            read++;
            if (e.Header.Kind != EventKind.EventsLost) readInRun++;
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
            PassLost(dropped, unchecked(last.Sequence + 1));
        }

        // What was dropped behind the last event has no number to miss it by.
        if (inRun && dropped - lostInRun is > 0 and var atEnd) PutIn(atEnd);

        return new Completeness(startsInMiddle, inRun || !sawRun, gaps.All, Missing(damage, noEvent)) { Unplaced = unplaced };
    }

    private string? Missing(string? damage, string noEvent)
    {
        if (read == 0) return damage is null ? noEvent : $"{damage}; {noEvent} before that";
        if (inRun) return FormattableString.Invariant($"{damage ?? "the recording ends early"}; the last event read is #{last.Sequence}, the one that closes the run is not there");
        return sawRun || damage is null ? null : FormattableString.Invariant($"{damage}; the last event read is #{last.Sequence}");
    }

    // The events of a run have numbers that rise; behind its end there is none, but for another run. What was recorded of a text falls back only where it was put together.
    private bool IsLate(in VmEvent e) =>
        last.Kind != EventKind.None && !IsNameOfLast(in e)
        && (!sawRun ? e.Header.Kind != EventKind.Named && e.Header.Sequence < last.Sequence : inRun ? HoleBefore(in e) < 0 : e.Header.Kind is not (EventKind.RunStarted or EventKind.EventsLost));

    // A name may have the number of the event that it is told for.
    private bool IsNameOfLast(in VmEvent e) => e.Header.Kind == EventKind.Named && last.Kind != EventKind.Named && e.Header.Sequence == last.Sequence;

    // True if the event is to be passed on all the same.
    private bool IsBack(in VmEvent e)
    {
        if (!sawRun) return true;
        if (!inRun) return false;
        lateInRow = late == unchecked(e.Header.Sequence - 1) ? lateInRow + 1 : 1;
        late = e.Header.Sequence;
        return lateInRow > LateToFollow && e.Header.Kind is not (EventKind.RunStarted or EventKind.RunEnded);
    }

    private long LostBefore(in VmEvent e)
    {
        if (read == 0) startsInMiddle = e.Header.Kind != EventKind.RunStarted;
        if (e.Header.Kind == EventKind.RunStarted)
        {
            sawRun = inRun = true;
            readInRun = 0;
            lostInRun = 0;
            return 0;
        }

        // A run that ends has begun, and what has numbers without a beginning was not looked at for holes.
        if (!sawRun && e.Header.Kind == EventKind.RunEnded) unplaced = Gap.Credible(Math.Max(1, LostOfRun(in e))) ?? 1;
        if (!inRun) return 0;
        var hole = HoleBefore(in e);
        if (e.Header.Kind != EventKind.RunEnded) return hole;
        inRun = false;
        return Math.Max(hole, LostOfRun(in e));
    }

    // By the number of events that the run's end tells.
    private long LostOfRun(in VmEvent end) => unchecked(end.As<RunEnded>().Events - readInRun - lostInRun - 1);

    // Unchecked, here and below, because a damaged file can hold any numbers.
    private long HoleBefore(in VmEvent e) => unchecked(e.Header.Sequence - last.Sequence - 1);

    private void PutIn(long lost)
    {
        gaps.Add(new Gap(last.Sequence, null, Gap.Credible(lost)));
        unchecked
        {
            lostInRun += lost;
        }

        PassLost(lost, unchecked(last.Sequence + 1));
    }

    // One behind the other they are one gap.
    private void TellLate(bool isAgain)
    {
        if (isLateTold) return;
        isLateTold = true;
        gaps.Add(new Gap(last.Sequence, null, null) { Cause = isAgain ? GapCause.Doubled : GapCause.TimeBack });
        PassLost(-1, last.Sequence);
    }

    private void PassLost(long lost, long number)
    {
        var e = LostAfter(last, lost, number);
        sink.Accept(new ReadOnlySpan<VmEvent>(in e));
    }

    // An event of this kind in the file stands for the numbers from its own on, and is not one of the run's events.
    private void Note(in EventsLost e)
    {
        gaps.Add(new Gap(last.Sequence, e.OnCpu < 0 ? null : e.OnCpu, Gap.Credible(e.Count)));
        if (!sawRun) return;
        unchecked
        {
            last.Sequence = Math.Max(last.Sequence, e.Header.Sequence + Math.Max(e.Count, 1) - 1);
            lostInRun += Math.Max(e.Count, 1);
        }
    }

    private static VmEvent LostAfter(in EventHeader before, long lost, long number) => VmEvent.Of(new EventsLost
    {
        Header = new EventHeader
        {
            Sequence = number,
            TimestampNs = before.TimestampNs,
            Cpu = -1,
            PreemptDepth = EventHeader.UnknownDepth,
        },
        OnCpu = -1,
        Count = Gap.Credible(lost) ?? -1,
    });
}
