using System.Buffers.Binary;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>The records of one CPU, one after the other.</summary>
/// <param name="cpu">The CPU.</param>
/// <param name="blocks">Its pages.</param>
/// <param name="pageSize">Of each, in bytes.</param>
/// <param name="layout">How a page begins.</param>
/// <param name="mayLoseBetweenPages">Records were lost, and between which pages is not told.</param>
internal sealed class CpuCursor(int cpu, PageBlocks blocks, int pageSize, PageLayout layout, bool mayLoseBetweenPages)
{
    private const int Head = sizeof(uint);
    private const int TypeBits = 5;
    private const int DeltaBits = 27;
    private const uint LongRecord = 0;
    private const uint Padding = 29;
    private const uint TimeExtend = 30;
    private const uint TimeStamp = 31;

    // A whole time is written without its highest bits, which it shares with the one before.
    private const int StampBits = 59;

    // From page to page the clock may go back a little, microseconds in captures.
    private const long MostBack = 1_000_000;

    private byte[] pages = [];

    // Of the pages that were read, the end; of the page that is read, the end of its bytes and of its records, and the next record.
    private int pagesEnd;
    private int pageEnd;
    private int end;
    private int next;
    private int begin;
    private int length;
    private bool hasPage;

    // Runs on within a page; of padding at a page's end it counts one too many.
    private long clock;

    public int Cpu { get; } = cpu;

    /// <summary>Of the record, in nanoseconds, or in whatever the clock counts.</summary>
    public long Time { get; private set; }

    /// <summary>The record; good until the next is read.</summary>
    public ReadOnlySpan<byte> Record => pages.AsSpan(begin, length);

    /// <summary>How many records were lost before this one, or before the end: 0 if none, -1 if it is not known how many.</summary>
    public long LostBefore { get; private set; }

    /// <summary>In words where records are missing at the end; null if none are.</summary>
    public string? Torn => blocks.Torn;

    /// <summary>Moves to the next record; false if there is none.</summary>
    public bool Advance()
    {
        LostBefore = 0;
        while (true)
        {
            if (next + Head > end)
            {
                if (!NextPage()) return false;
                continue;
            }

            var word = Word(next);
            var type = word & ((1 << TypeBits) - 1);
            var delta = word >> TypeBits;
            next += Head;
            switch (type)
            {
                case LongRecord when next + Head <= end && Word(next) is >= Head and var counted:
                    next += Head;
                    Pass(delta);
                    if (Take(Aligned(counted - Head))) return true;
                    break;
                case LongRecord:
                    Damage();
                    break;
                case Padding when delta == 0:
                    next = end;
                    break;
                case Padding:
                    Pass(delta);
                    if (next + Head > end || !Skip(Word(next))) Damage();
                    break;
                case TimeExtend when next + Head <= end:
                    Pass((long)Word(next) << DeltaBits | delta);
                    next += Head;
                    break;
                case TimeStamp when next + Head <= end:
                    clock = Stamp((long)Word(next) << DeltaBits | delta);
                    next += Head;
                    break;
                case TimeExtend or TimeStamp:
                    Damage();
                    break;
                default:
                    Pass(delta);
                    if (Take(type * Head)) return true;
                    break;
            }
        }
    }

    private bool Take(uint bytes)
    {
        var at = next;
        if (!Skip(bytes)) return false;
        (begin, length, Time) = (at, (int)bytes, clock);
        return true;
    }

    private bool Skip(uint bytes)
    {
        if (bytes > (uint)(end - next))
        {
            Damage();
            return false;
        }

        next += (int)bytes;
        return true;
    }

    // The rest of the page cannot be read.
    private void Damage()
    {
        next = end;
        LostBefore = -1;
    }

    private void Pass(long delta) => clock = unchecked(clock + delta);

    private static uint Aligned(uint bytes) => unchecked(bytes + Head - 1) & ~(uint)(Head - 1);

    private long Stamp(long low)
    {
        const long high = -1L << StampBits;
        var stamp = clock & high | low;
        return stamp < clock ? unchecked(stamp + (1L << StampBits)) : stamp;
    }

    private bool NextPage()
    {
        var page = pageEnd;
        while (pagesEnd - page < pageSize)
        {
            // Half a page is none.
            if (pagesEnd > page) LostBefore = -1;
            var read = blocks.Next();
            if (read == 0) return false;
            if (read < 0) LostBefore = -1;
            pages = blocks.Pages;
            (page, pagesEnd, pageEnd) = (0, Math.Max(read, 0), 0);
        }

        pageEnd = page + pageSize;
        var bytes = pages.AsSpan(page, pageSize);
        next = end = page + layout.DataAt;
        var filled = layout.LengthOf(bytes);
        if (filled > pageSize - layout.DataAt)
        {
            LostBefore = -1;
            return true;
        }

        end += filled;
        if (filled == 0) return true;
        if (layout.LostBefore(bytes) is not 0 and var lost) LostBefore = LostBefore < 0 ? -1 : lost;
        else if (mayLoseBetweenPages && hasPage) LostBefore = -1;
        hasPage = true;
        var time = PageLayout.TimeOf(bytes);

        // Further back than the clock of a CPU goes: a page is damaged, or out of its place, as trace-cmd record -m leaves the older half behind the newer.
        if (Time > MostBack && time < Time - MostBack) LostBefore = -1;
        clock = time;
        return true;
    }

    private uint Word(int at) => BinaryPrimitives.ReadUInt32LittleEndian(pages.AsSpan(at));
}
