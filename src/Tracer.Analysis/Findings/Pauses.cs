namespace Tracer.Analysis.Findings;

/// <summary>The longest times of a trace in which no CPU shows an event. If its source cannot show that lines were taken out, they may have been taken out there.</summary>
public sealed class Pauses : IEventSink
{
    // Of 480 stretches that were cut out of captures, all that showed as a breach left one of the 64 longest pauses; with 32, three did not. The shortest was 240 us.
    private const int Most = 64;
    private const int EventsPerPause = 50;
    private const long ShortestNs = 100_000;

    private readonly PriorityQueue<Pause, long> longest = new(Most + 1);
    private long count;
    private long timestampNs;
    private long sequence;

    public void Accept(ReadOnlySpan<VmEvent> events)
    {
        foreach (ref readonly var e in events)
        {
            if (e.Header.Kind == EventKind.Named) continue;
            count++;
            var lengthNs = e.Header.TimestampNs - timestampNs;
            if (lengthNs >= ShortestNs && sequence != 0) Note(new Pause(sequence, e.Header.Sequence, lengthNs));
            (timestampNs, sequence) = (e.Header.TimestampNs, e.Header.Sequence);
        }
    }

    /// <summary>Those that stand out, longest first: of few events nobody can say which pauses do.</summary>
    internal IReadOnlyList<Pause> Unusual =>
        [.. longest.UnorderedItems.Select(item => item.Element).OrderByDescending(pause => pause.LengthNs).ThenBy(pause => pause.After).Take((int)(count / EventsPerPause))];

    private void Note(Pause pause)
    {
        longest.Enqueue(pause, pause.LengthNs);
        if (longest.Count > Most) longest.Dequeue();
    }
}

/// <summary>A time without events.</summary>
/// <param name="After">Sequence of the event before it.</param>
/// <param name="Before">Sequence of the event after it.</param>
/// <param name="LengthNs">How long it is, in nanoseconds.</param>
internal readonly record struct Pause(long After, long Before, long LengthNs)
{
    public bool LiesIn(long from, long to) => After >= from && Before <= to;
}
