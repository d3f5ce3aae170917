namespace Tracer.Traces.Ftrace.Text;

/// <summary>What mails, consoles, journals and editors put before each line. It is told from a task's name by its form alone, so that nothing needs to be learned of it.</summary>
internal static class LinePrefix
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    /// <summary>The line behind its prefixes, with the spaces that the kernel printed before it.</summary>
    public static ReadOnlySpan<byte> Strip(ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var text = new TextCursor(line);
            text.SkipSpaces();
            var rest = text.Rest;

            // Nearly every line begins with the name of a task: with a small letter.
            if (rest.IsEmpty || rest[0] is >= (byte)'a' and <= (byte)'z') return line;
            var length = LengthOf(rest);
            if (length == 0) return line;
            line = rest[length..];
        }
    }

    private static int LengthOf(ReadOnlySpan<byte> rest) => rest[0] switch
    {
        (byte)'>' or (byte)'|' => QuoteLength(rest),
        (byte)'[' => StampLength(rest),
        (byte)'<' => LevelLength(rest),
        >= (byte)'0' and <= (byte)'9' => Math.Max(DateLength(rest), NumberLength(rest)),
        >= (byte)'A' and <= (byte)'Z' => JournalLength(rest),
        0xef when rest.StartsWith(ByteOrderMark) => ByteOrderMark.Length,
        _ => 0,
    };

    // `> `, `>> `, `| `
    private static int QuoteLength(ReadOnlySpan<byte> rest)
    {
        var length = 1;
        while (length < rest.Length && rest[length] == rest[0]) length++;
        return length == rest.Length || rest[length] == ' ' ? Math.Min(length + 1, rest.Length) : length;
    }

    // `[   12.345678] `, `[   12.345678][    T1] `, `[Fri Nov 27 10:00:00 2026] `
    private static int StampLength(ReadOnlySpan<byte> rest)
    {
        var close = rest.IndexOf((byte)']');
        if (close < 2) return 0;
        var stamp = rest[1..close].Trim((byte)' ');
        var isTime = stamp.IndexOfAnyExceptInRange((byte)'.', (byte)'9') < 0 && stamp.IndexOf((byte)'.') > 0;
        var isDate = stamp.Length == "Fri Nov 27 10:00:00 2026".Length && stamp[13] == ':' && stamp[16] == ':';
        var isCaller = stamp.Length > 1 && stamp[0] is (byte)'T' or (byte)'C' && stamp[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        return isTime || isDate || isCaller ? AndSpace(rest, close + 1) : 0;
    }

    // `<4>`, of a console's raw log.
    private static int LevelLength(ReadOnlySpan<byte> rest)
    {
        var digits = new TextCursor(rest, 1);
        return digits.TryDecimal(out _) && digits.Skip((byte)'>') ? rest.Length - digits.Rest.Length : 0;
    }

    // `  123\t`, `123: `, `123  `: as cat -n, grep -n and nl count lines.
    private static int NumberLength(ReadOnlySpan<byte> rest)
    {
        var digits = new TextCursor(rest);
        digits.TryDecimal(out _);
        return digits.Peek is (byte)'\t' or (byte)':' or (byte)' ' ? rest.Length - digits.Rest.Length + 1 : 0;
    }

    // `2026-11-27T10:00:00+0100 host kernel: `
    private static int DateLength(ReadOnlySpan<byte> rest) =>
        rest.Length > 19 && rest[4] == '-' && rest[7] == '-' && rest[10] is (byte)'T' or (byte)' ' && rest[13] == ':' && rest[16] == ':' ? SenderEnd(rest, 19) : 0;

    // `Nov 27 10:00:00 host kernel: `
    private static int JournalLength(ReadOnlySpan<byte> rest) =>
        rest.Length > 15 && rest[3] == ' ' && rest[6] == ' ' && rest[9] == ':' && rest[12] == ':' ? SenderEnd(rest, 15) : 0;

    // Behind the time stand the host and who wrote the line.
    private static int SenderEnd(ReadOnlySpan<byte> rest, int from)
    {
        var colon = rest[from..].IndexOf(": "u8);
        return colon < 0 ? rest[^1] == ':' ? rest.Length : 0 : from + colon + 2;
    }

    private static int AndSpace(ReadOnlySpan<byte> rest, int length) => length < rest.Length && rest[length] == ' ' ? length + 1 : length;
}
