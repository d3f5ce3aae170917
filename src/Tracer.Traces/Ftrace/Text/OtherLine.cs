namespace Tracer.Traces.Ftrace.Text;

/// <summary>What a line is that is no event's.</summary>
internal enum OtherLine
{
    /// <summary>No line of a kernel trace.</summary>
    Unknown,

    /// <summary>A comment of the header, or what trace-cmd and the kernel print around a trace.</summary>
    Header,

    /// <summary><c># entries-in-buffer/entries-written: 1755/8648   #P:2</c>.</summary>
    Entries,

    /// <summary><c># slice: lines 1322-1362 of 12748; Linux 4.15-6.5</c>.</summary>
    Slice,

    /// <summary><c>CPU:0 [LOST 445 EVENTS]</c>, <c>CPU:1 [EVENTS DROPPED]</c>.</summary>
    Loss,

    /// <summary>A step of a stack trace, <c> => do_exit</c>.</summary>
    StackStep,

    /// <summary>A call as the function_graph tracer draws it, <c> 0)   0.500 us    |    f();</c>.</summary>
    Call,

    /// <summary>Nothing, or nothing but a rule drawn across the page.</summary>
    Blank,

    /// <summary>A mark that something was left out here: <c>[...]</c>, <c>&lt;snip></c>.</summary>
    Cut,

    /// <summary>A part of an event's line: its head does not end, or does not begin.</summary>
    Torn,
}

/// <summary>Tells lines without an event's head apart.</summary>
internal static class OtherLines
{
    private static readonly string[] CutWords = ["snip", "snipped", "cut", "skipped", "truncated", "omitted", "…"];

    public static OtherLine KindOf(ReadOnlySpan<byte> line)
    {
        var text = line.Trim(" \t"u8);
        if (text.IsEmpty) return OtherLine.Blank;
        switch (text[0])
        {
            case (byte)'#': return text.StartsWith("# entries-in-buffer/entries-written: "u8) ? OtherLine.Entries : text.StartsWith(SliceMark.Begin) ? OtherLine.Slice : OtherLine.Header;
            case (byte)'=' when text.StartsWith("=> "u8): return OtherLine.StackStep;
            case (byte)'C' when text.StartsWith("CPU:"u8) && (text.IndexOf("LOST"u8) >= 0 || text.IndexOf("DROPPED"u8) >= 0): return OtherLine.Loss;
            case (byte)'`': return OtherLine.Blank;
        }

        if (IsPreface(text)) return OtherLine.Header;
        if (IsCall(text)) return OtherLine.Call;
        return MarkOf(text) ?? (LineHead.IsTorn(text) ? OtherLine.Torn : OtherLine.Unknown);
    }

    /// <summary>True if what trace-cmd report prints begins with such a line.</summary>
    public static bool BeginsReport(ReadOnlySpan<byte> text) =>
        text.StartsWith("cpus="u8) || text.StartsWith("version = "u8) || text.StartsWith("trace.dat"u8);

    private static bool IsPreface(ReadOnlySpan<byte> text) =>
        BeginsReport(text) || text.StartsWith("Dumping ftrace buffer"u8) || text.StartsWith("(ftrace buffer empty)"u8)
        || text.StartsWith("CPU "u8) && text.EndsWith(" is empty"u8);

    // ` 0)   1.200 us    |      f();`
    private static bool IsCall(ReadOnlySpan<byte> text)
    {
        var cursor = new TextCursor(text);
        return cursor.TryDecimal(out _) && cursor.Skip((byte)')') && text.IndexOf((byte)'|') > 0;
    }

    // A mark is what is left of a line without the brackets and rules around it.
    private static OtherLine? MarkOf(ReadOnlySpan<byte> text)
    {
        var mark = text.Trim("[](){}<>-=*_~8% \t"u8);
        if (mark.IsEmpty) return OtherLine.Blank;
        if (mark.Length > 1 && mark.Trim(". "u8).IsEmpty) return OtherLine.Cut;
        if (mark.Length > 16) return null;
        Span<char> word = stackalloc char[16];
        var length = System.Text.Encoding.UTF8.GetChars(mark, word);
        foreach (var known in CutWords)
            if (word[..length].Equals(known, StringComparison.OrdinalIgnoreCase)) return OtherLine.Cut;
        return null;
    }
}
