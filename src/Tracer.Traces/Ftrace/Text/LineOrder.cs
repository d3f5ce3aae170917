using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>Watches that the lines of events come one after the other: on each CPU the time never falls, and no line comes twice.</summary>
/// <param name="path">What the user calls the text.</param>
/// <param name="isDoubled">Lines come twice: elsewhere two events may well be so close that their lines are the same.</param>
internal sealed class LineOrder(string path, bool isDoubled)
{
    // Excerpts may be put one behind the other; what falls back more often is in another order than that of time.
    private const int MostFalls = 16;

    // Into a time that was told already no excerpt falls; a clock may, by a little.
    private const int MostOverlaps = 2;
    private const ulong MostOfClock = 1_000_000;

    // So many lines in order show that what comes behind a fall is a trace again, and not lines in some other order.
    private const int LinesToSettle = 32;

    private long[] latest = [];
    private byte[] previous = [];
    private int length;
    private long begin = long.MaxValue;
    private int falls;
    private int overlaps;
    private int unsettled;

    /// <summary>Takes the next line.</summary>
    /// <exception cref="TraceFormatException">The lines are in no order of time.</exception>
    public LinePlace Take(ReadOnlySpan<byte> line, in LineHead head, long number)
    {
        if (isDoubled && IsAgain(line)) return LinePlace.Doubled;
        ref var last = ref LatestOn(head.Cpu);
        var fell = head.TimestampNs < last;
        if (fell) Fall(head.TimestampNs, unchecked((ulong)last - (ulong)head.TimestampNs), number);
        else if (unsettled > 0) unsettled--;
        begin = Math.Min(begin, head.TimestampNs);
        LatestOn(head.Cpu) = head.TimestampNs;
        return fell ? LinePlace.Back : unsettled > 0 ? LinePlace.Unsettled : LinePlace.Next;
    }

    /// <summary>What is said of a text that shows no event from some line on.</summary>
    public TraceFormatException NoTrace(long number, int lines) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}: line {number} is the last of {lines:N0} in a row without an event"));

    private bool IsAgain(ReadOnlySpan<byte> line)
    {
        if (line.SequenceEqual(previous.AsSpan(0, length))) return true;
        if (line.Length > previous.Length) previous = new byte[line.Length * 2];
        line.CopyTo(previous);
        length = line.Length;
        return false;
    }

    private void Fall(long time, ulong by, long number)
    {
        if (time >= begin && by > MostOfClock) overlaps++;
        if (++falls > MostFalls || overlaps > MostOverlaps)
        {
            throw new TraceFormatException($"{path}: its lines are not in the order of time: "
                + $"line {number} is the {falls}th that is earlier than one before it on its CPU, as `sort`, `tac` or many excerpts put together leave them");
        }

        begin = time;
        Array.Fill(latest, long.MinValue);
        unsettled = LinesToSettle;
    }

    private ref long LatestOn(int cpu)
    {
        if (cpu < latest.Length) return ref latest[cpu];
        var known = latest.Length;
        Array.Resize(ref latest, cpu + 1);
        Array.Fill(latest, long.MinValue, known, latest.Length - known);
        return ref latest[cpu];
    }
}

/// <summary>Where a line stands among those before it.</summary>
internal enum LinePlace
{
    /// <summary>Behind them, as it should.</summary>
    Next,

    /// <summary>The same line stands right before it.</summary>
    Doubled,

    /// <summary>It is earlier than the one before it on its CPU.</summary>
    Back,

    /// <summary>Shortly behind such a line: whether the order is that of time again, the next lines show.</summary>
    Unsettled,
}
