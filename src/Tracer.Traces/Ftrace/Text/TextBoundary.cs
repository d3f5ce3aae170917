namespace Tracer.Traces.Ftrace.Text;

/// <summary>Finds where in a text another trace begins: at a second header, or where a second report begins.</summary>
internal static class TextBoundary
{
    /// <summary>Where the line begins that begins the next trace; null if there is none.</summary>
    /// <param name="text">A text, or the beginning of one.</param>
    /// <param name="from">Where to look from: the beginning of a line.</param>
    /// <param name="form">Its form.</param>
    public static int? Find(ReadOnlySpan<byte> text, int from, TextForm form)
    {
        int? first = null;
        foreach (var mark in (ReadOnlySpan<string>)["# tracer: ", "version = ", "cpus="])
            if (Find(text, System.Text.Encoding.ASCII.GetBytes(mark), from, form) is { } found && !(found >= first)) first = found;
        return first;
    }

    /// <summary>True of a line with which a trace begins, behind one that has a header or events.</summary>
    public static bool Begins(ReadOnlySpan<byte> line, bool isHeaded, bool hasEntries) => IsHeader(line) ? isHeaded || hasEntries : hasEntries && OtherLines.BeginsReport(line);

    /// <summary>True of the first line of tracefs's header.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> line) => line.StartsWith("# tracer: "u8);

    private static int? Find(ReadOnlySpan<byte> text, ReadOnlySpan<byte> mark, int from, TextForm form)
    {
        for (int found; (found = text[from..].IndexOf(mark)) >= 0; from += found + mark.Length)
        {
            var at = from + found;
            var begin = text[..at].LastIndexOf((byte)'\n') + 1;
            if (!IsAlone(text[begin..at], text[at..])) continue;
            if (form.FirstEvent >= 0 && begin >= form.FirstEvent) return begin;
            if (mark[0] == '#' && HasHeader(text[..begin], mark)) return begin;
        }

        return null;
    }

    private static bool HasHeader(ReadOnlySpan<byte> before, ReadOnlySpan<byte> mark)
    {
        var at = before.IndexOf(mark);
        return at >= 0 && IsAlone(before[(before[..at].LastIndexOf((byte)'\n') + 1)..at], before[at..]);
    }

    // Nothing but a prefix stands before it.
    private static bool IsAlone(ReadOnlySpan<byte> before, ReadOnlySpan<byte> mark)
    {
        Span<byte> line = new byte[before.Length + 1];
        before.CopyTo(line);
        line[^1] = mark[0];
        return LinePrefix.Strip(line).TrimStart((byte)' ').Length == 1;
    }
}
