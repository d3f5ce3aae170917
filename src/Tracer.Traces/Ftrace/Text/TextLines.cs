namespace Tracer.Traces.Ftrace.Text;

/// <summary>The lines of a text as the kernel printed them: without what a mail, a console or an editor has put before them, and whole where they were wrapped.</summary>
internal sealed class TextLines(LineReader lines, TextForm form)
{
    private byte[] spaced = [];
    private byte[] joined = [];

    /// <summary>The number of the line that was read last, counted from 1; of a wrapped one that of its first part.</summary>
    public long Number { get; private set; }

    /// <summary>The number of the last line that any of them was made of.</summary>
    public long Last => lines.Number;

    /// <summary>How many lines of the text it is.</summary>
    public int Count { get; private set; }

    /// <summary>How wide its first part is in the text.</summary>
    public int Width { get; private set; }

    /// <summary>It has an end: only the last of a text may have none.</summary>
    public bool IsTerminated => lines.IsTerminated;

    /// <summary>Passes over lines with nothing in them; returns how many.</summary>
    public int SkipEmpty() => lines.SkipEmpty();

    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        if (!lines.TryRead(out line)) return false;
        Number = lines.Number;
        Count = 1;
        Width = line.Length;
        line = Unwrap(line);
        if (form.IsWrapped && LineHead.TryParse(line, out _)) line = Join(line);
        return true;
    }

    /// <summary>The line that was read last belongs to another trace, which goes on in the source.</summary>
    public void HandBack()
    {
        lines.PushBack();
        lines.HandBack();
    }

    private ReadOnlySpan<byte> Unwrap(ReadOnlySpan<byte> line)
    {
        if (form.HasOddSpaces) line = OddSpaces.Mend(line, ref spaced);
        return form.Machine is { } machine ? machine.Strip(LinePrefix.Strip(line)) : LinePrefix.Strip(line);
    }

    // The parts that follow have no head, and are nothing else either.
    private ReadOnlySpan<byte> Join(ReadOnlySpan<byte> first)
    {
        var length = Append(first, 0);
        while (lines.TryRead(out var next))
        {
            var part = Unwrap(next).Trim((byte)' ');
            if (LineHead.TryParse(part, out _) || OtherLines.KindOf(part) != OtherLine.Unknown)
            {
                lines.PushBack();
                break;
            }

            length = Append(part, Append(" "u8, length));
            Count++;
        }

        return joined.AsSpan(0, length);
    }

    private int Append(ReadOnlySpan<byte> part, int length)
    {
        if (length + part.Length > joined.Length) Array.Resize(ref joined, Math.Max(512, (length + part.Length) * 2));
        part.CopyTo(joined.AsSpan(length));
        return length + part.Length;
    }
}
