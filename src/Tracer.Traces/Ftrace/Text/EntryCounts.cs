using System.Text;

namespace Tracer.Traces.Ftrace.Text;

/// <summary>What a header tells of its buffer: <c># entries-in-buffer/entries-written: 1755/8648   #P:2</c>.</summary>
/// <param name="Kept">Entries that the text shows.</param>
/// <param name="Written">Entries that there have been.</param>
internal readonly record struct EntryCounts(long Kept, long Written)
{
    private const long Most = long.MaxValue / 2;

    private static ReadOnlySpan<byte> Label => "entries-written:"u8;

    /// <summary>Null if the line does not tell them.</summary>
    public static EntryCounts? In(ReadOnlySpan<byte> line)
    {
        var text = new TextCursor(line);
        if (!text.SkipPast((byte)':') || !text.SkipSpaces() || !text.TryDecimal(out var kept) || !text.Skip((byte)'/') || !text.TryDecimal(out var written)) return null;
        return new EntryCounts(Saturated(kept), Saturated(written));
    }

    /// <summary>The same line with these counts in place of its own.</summary>
    public byte[] InPlaceOf(ReadOnlySpan<byte> line)
    {
        var begin = line.IndexOf(Label) + Label.Length;
        var rest = line[begin..].TrimStart((byte)' ').TrimStart("0123456789/"u8);
        return [.. line[..begin], .. Encoding.ASCII.GetBytes(FormattableString.Invariant($" {Kept}/{Written}")), .. rest];
    }

    internal static long Saturated(ulong count) => (long)Math.Min(count, Most);
}
