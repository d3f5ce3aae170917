using Tracer.Traces.Reading;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>
/// Takes the lines of a text, one after the other, and writes those of a part as a text of its own: its header as it was but for the count of entries, the mark that it is a part,
/// the lines as they stand.
/// </summary>
/// <param name="span">What is wanted; all lines from the first event in it up to the first behind it are.</param>
/// <param name="kernel">The kernel's version, for the mark; null if not known.</param>
internal sealed class SliceWriter(TraceSpan span, string? kernel)
{
    private static readonly byte[] Tail = "[...]\n"u8.ToArray();

    private readonly List<byte[]> header = [];
    private readonly Stream body = TemporaryFile.Create();
    private readonly SpanWalk walk = new(span);
    private EntryCounts? counts;
    private int countsAt;
    private bool isHeaded;
    private long before;
    private long first;
    private long last;
    private long lines;
    private long entries;
    private long kept;
    private long lost;
    private long lostInside;

    /// <summary>True of a line with which another trace begins.</summary>
    public bool IsNext(ReadOnlySpan<byte> line) => TextBoundary.Begins(line, isHeaded, entries > 0);

    /// <summary>Takes the next line.</summary>
    /// <param name="line">What the kernel printed.</param>
    /// <param name="raw">The same as it stands in the text.</param>
    /// <param name="number">Its number.</param>
    public void Take(ReadOnlySpan<byte> line, ReadOnlySpan<byte> raw, long number)
    {
        if (lines++ == 0) before = number - 1;
        var isEvent = LineHead.TryParse(line, out var head);
        if (isEvent) TakeEvent(in head, number);
        else TakeOther(line, raw, number);
        if (walk.Part != SpanPart.Inside) return;
        last = number;
        body.Write(raw);
    }

    /// <summary>Writes the part, once all lines are taken.</summary>
    public TextSlice? Finish(Stream output)
    {
        using var lines = body;
        if (first == 0) return null;
        var isPart = kept < entries;
        if (counts is { } told) header[countsAt] = Counted(told).InPlaceOf(header[countsAt]);
        if (isPart) header.Insert(Math.Min(countsAt + 1, header.Count), SliceMark.Of(first - before, last - before, this.lines, kernel));
        foreach (var line in header) output.Write(line);
        lines.Position = 0;
        lines.CopyTo(output);
        if (walk.Part == SpanPart.Behind) output.Write(Tail);
        return new TextSlice(first, last, header.Count + 1, isPart);
    }

    private void TakeEvent(in LineHead head, long number)
    {
        entries++;
        var place = new EventHeader { Sequence = LineSequence.First(number), TimestampNs = head.TimestampNs };
        if (walk.Take(in place) != SpanPart.Inside) return;
        if (kept++ == 0) first = number;
    }

    private void TakeOther(ReadOnlySpan<byte> line, ReadOnlySpan<byte> raw, long number)
    {
        var kind = OtherLines.KindOf(line);
        isHeaded |= TextBoundary.IsHeader(line);
        if (kind == OtherLine.Torn)
        {
            entries++;
            if (walk.Part == SpanPart.Inside) kept++;
        }

        if (kind == OtherLine.Loss && LossMarker.Of(line).Count is > 0 and var count)
        {
            lost += count;
            if (walk.Part == SpanPart.Inside) lostInside += count;
        }

        if (entries > 0 || kind == OtherLine.Loss) return;
        if (kind == OtherLine.Entries && counts is null) (counts, countsAt) = (EntryCounts.In(line), header.Count);
        header.Add(raw.ToArray());
    }

    // What the whole promises and does not show may be missing here as well.
    private EntryCounts Counted(EntryCounts whole)
    {
        var missing = Math.Max(0, whole.Kept - entries - lost);
        return whole with { Kept = kept + lostInside + missing };
    }
}
