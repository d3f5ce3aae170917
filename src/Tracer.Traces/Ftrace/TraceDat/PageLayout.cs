using System.Buffers.Binary;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>What a page of a ring buffer begins with: the time of its first record, and a word that says how many bytes of records follow and whether some were lost before them.</summary>
/// <param name="CommitAt">Where the word is.</param>
/// <param name="CommitSize">4 bytes or 8: a word of the kernel.</param>
/// <param name="DataAt">Where the records begin.</param>
internal readonly record struct PageLayout(int CommitAt, int CommitSize, int DataAt)
{
    private const uint Missed = 1u << 31;
    private const uint MissedCounted = 1u << 30;
    private const uint Length = (1u << 27) - 1;
    private const int MostHead = 128;

    public static PageLayout Usual => new(8, 8, 16);

    /// <summary>Reads the format that <c>events/header_page</c> has; null if that is of another kind of page.</summary>
    public static PageLayout? Of(string text)
    {
        var (commit, data) = (default(FormatField?), default(FormatField?));
        foreach (var line in text.Split('\n'))
        {
            if (FormatField.Of(line) is not { } field) continue;
            if (field.Name == "commit") commit = field;
            if (field.Name == "data") data = field;
        }

        var fits = commit is { Size: 4 or 8, Offset: >= 8 and < MostHead } && data is { Offset: < MostHead } && data.Value.Offset >= commit.Value.Offset + commit.Value.Size;
        return fits ? new(commit!.Value.Offset, commit.Value.Size, data!.Value.Offset) : null;
    }

    public static long TimeOf(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadInt64LittleEndian(page);

    /// <summary>How many bytes of records the page has; more than there is room for if it is damaged.</summary>
    public int LengthOf(ReadOnlySpan<byte> page) => (int)(Commit(page) & Length);

    /// <summary>How many records were lost before the first of the page: 0 if none, -1 if that was not counted.</summary>
    public long LostBefore(ReadOnlySpan<byte> page)
    {
        var commit = Commit(page);
        if ((commit & Missed) == 0) return 0;
        var counted = page[Math.Min(page.Length, DataAt + LengthOf(page))..];
        if ((commit & MissedCounted) == 0 || counted.Length < CommitSize) return -1;
        var count = CommitSize == 8 ? BinaryPrimitives.ReadInt64LittleEndian(counted) : BinaryPrimitives.ReadUInt32LittleEndian(counted);
        return count > 0 ? count : -1;
    }

    private uint Commit(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt32LittleEndian(page[CommitAt..]);
}
