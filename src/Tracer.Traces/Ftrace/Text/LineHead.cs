namespace Tracer.Traces.Ftrace.Text;

/// <summary>The part of an event's line that all events share: <c>comm-pid (tgid) [cpu] flags timestamp: name: body</c>.</summary>
internal ref struct LineHead
{
    // Comm is right-aligned: in 16 columns by the kernel and by trace-cmd, in 8 by trace-cmd's latency format.
    private const int CommWidth = 16;
    private const int LatencyCommWidth = 8;
    private const int LongestComm = 48;
    private const int PaddedName = 20;

    /// <summary>As it stands in its column, spaces before it included.</summary>
    public ReadOnlySpan<byte> Comm;
    public int Pid;
    public short Cpu;

    /// <summary>The latency columns; empty if the form has none.</summary>
    public ReadOnlySpan<byte> Flags;
    public long TimestampNs;

    /// <summary>Empty if no colon ends it: then <see cref="Body"/> is all that stands behind the time.</summary>
    public ReadOnlySpan<byte> Name;
    public ReadOnlySpan<byte> Body;

    /// <summary>Name and body stand apart by more than one space, as trace-cmd sets bodies in a column.</summary>
    public bool IsPadded;

    public static bool TryParse(ReadOnlySpan<byte> line, out LineHead head)
    {
        if (TryParseAt(line, CommWidth, out head)) return true;
        if (TryParseAt(line, LatencyCommWidth, out head)) return true;

        // A comm may hold dashes, digits, spaces and brackets: the first dash behind which a whole head follows ends it.
        for (var dash = 0; dash < line.Length && dash < LongestComm; dash++)
            if (TryParseAt(line, dash, out head)) return true;
        return false;
    }

    /// <summary>True of a line without a whole head that is a part of an event's: the CPU in brackets, and before or behind it what belongs there.</summary>
    public static bool IsTorn(ReadOnlySpan<byte> line)
    {
        for (var from = 0; line[from..].IndexOf((byte)'[') is >= 0 and var open; from += open + 1)
        {
            var text = new TextCursor(line, from + open + 1);
            if (!text.TryDecimal(out _) || !text.Skip((byte)']')) continue;
            if (EndsInTask(line[..(from + open)].TrimEnd((byte)' '))) return true;
            if (!SkipToTime(ref text)) continue;
            if (!TextCursor.IsDecimal(text.Peek)) text.Word();
            text.SkipSpaces();
            if (text.TryTimestamp(out _) && text.Skip((byte)':')) return true;
        }

        return false;
    }

    private static bool EndsInTask(ReadOnlySpan<byte> before)
    {
        var pid = before.TrimEnd("0123456789"u8);
        return pid.Length < before.Length && pid is [.., (byte)'-'];
    }

    private static bool TryParseAt(ReadOnlySpan<byte> line, int dash, out LineHead head)
    {
        head = default;
        if (line.Length <= dash || line[dash] != '-') return false;
        var text = new TextCursor(line, dash + 1);
        if (!text.TryDecimal(out var pid) || pid > int.MaxValue || !text.SkipSpaces()) return false;
        if (text.Peek == '(' && !(text.SkipPast((byte)')') && text.SkipSpaces())) return false;
        var inBrackets = text.Skip((byte)'[');
        if (!text.TryDecimal(out var cpu) || cpu > (ulong)short.MaxValue) return false;
        if (inBrackets && !(text.Skip((byte)']') && SkipToTime(ref text))) return false;
        if (!TextCursor.IsDecimal(text.Peek)) head.Flags = text.Word();
        if (head.Flags is [.., (byte)':'])
        {
            // A time of many digits leaves no space before it.
            var columns = LatencyColumns.WidthIn(head.Flags);
            text = new TextCursor(line, line.Length - text.Rest.Length - head.Flags.Length + columns);
            head.Flags = head.Flags[..columns];
        }

        text.SkipSpaces();
        if (!text.TryTimestamp(out head.TimestampNs) || !text.Skip((byte)':')) return false;
        if (!text.SkipSpaces() && !text.IsAtEnd) return false;
        SkipDifference(ref text);

        head.Comm = line[..dash];
        head.Pid = (int)pid;
        head.Cpu = (short)cpu;
        var rest = text.Rest;
        var colon = rest.IndexOf((byte)':');
        if (colon < 0)
        {
            head.Body = rest;
            return true;
        }

        head.Name = rest[..colon];
        text.Advance(colon + 1);
        text.SkipSpaces();
        head.Body = text.Rest;
        var width = rest.Length - head.Body.Length;
        head.IsPadded = width - colon > 2 && width >= PaddedName;
        return true;
    }

    // A time in ticks has digits enough to stand beside the CPU.
    private static bool SkipToTime(ref TextCursor text) => text.SkipSpaces() || TextCursor.IsDecimal(text.Peek);

    // `(+5)`, the time since the event before, as trace-cmd report --ts-diff prints it.
    private static void SkipDifference(ref TextCursor text)
    {
        var behind = text;
        if (behind.Skip("(+"u8) && behind.TryDecimal(out _) && behind.SkipPast((byte)')') && behind.SkipSpaces()) text = behind;
    }
}
