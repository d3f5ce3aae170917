namespace Tracer.Traces.Ftrace.Text;

/// <summary>The part of an event's line that all events share: <c>comm-pid (tgid) [cpu] flags timestamp: name: body</c>.</summary>
internal ref struct LineHead
{
    // Comm is right-aligned: in 16 columns by the kernel and by trace-cmd, in 8 by trace-cmd's latency format.
    private const int CommWidth = 16;
    private const int LatencyCommWidth = 8;
    private const int LongestComm = 48;

    /// <summary>As it stands in its column, spaces before it included.</summary>
    public ReadOnlySpan<byte> Comm;
    public int Pid;
    public short Cpu;

    /// <summary>The latency columns; empty if the form has none.</summary>
    public ReadOnlySpan<byte> Flags;
    public long TimestampNs;
    public ReadOnlySpan<byte> Name;
    public ReadOnlySpan<byte> Body;

    public static bool TryParse(ReadOnlySpan<byte> line, out LineHead head)
    {
        if (TryParseAt(line, CommWidth, out head)) return true;
        if (TryParseAt(line, LatencyCommWidth, out head)) return true;

        // A comm may hold dashes, digits, spaces and brackets: the first dash behind which a whole head follows ends it.
        for (var dash = 0; dash < line.Length && dash < LongestComm; dash++)
            if (TryParseAt(line, dash, out head)) return true;
        return false;
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
        if (inBrackets && !(text.Skip((byte)']') && text.SkipSpaces())) return false;
        if (!TextCursor.IsDecimal(text.Peek)) head.Flags = text.Word();
        text.SkipSpaces();
        if (!text.TryTimestamp(out head.TimestampNs) || !text.Skip((byte)':') || !text.SkipSpaces()) return false;

        head.Comm = line[..dash];
        head.Pid = (int)pid;
        head.Cpu = (short)cpu;
        var rest = text.Rest;
        var colon = rest.IndexOf((byte)':');
        if (colon < 0) return true;
        head.Name = rest[..colon];
        text.Advance(colon + 1);
        text.SkipSpaces();
        head.Body = text.Rest;
        return true;
    }
}
