using System.Globalization;

namespace Tracer.Traces.Ftrace.TraceDat;

/// <summary>What comes next in a trace.</summary>
internal enum Step
{
    Record,

    /// <summary>Records of a CPU are missing from here on, up to its next one.</summary>
    Lost,

    /// <summary>There are no more records, or none whose place among those that are missing is known.</summary>
    End,
}

/// <summary>The records of all CPUs in the order of their times; of equal times the lower CPU's first, and of one CPU in the order in which it wrote them.</summary>
internal sealed class MergedRecords : IDisposable
{
    private const int BlockSize = 256 * 1024;

    // Together the CPUs read no more than this ahead.
    private const int AllBlocks = 32 << 20;

    // All that have a record but the one that runs.
    private readonly PriorityQueue<CpuCursor, (long Time, int Cpu)> others = new();
    private readonly List<PageBlocks> blocks = [];
    private readonly Queue<CpuCursor> unopened = [];
    private (long Time, int Cpu) limit;
    private bool runs;

    public MergedRecords(Stream file, DatBuffer buffer, DatContents contents)
    {
        var places = buffer.Cpus.Where(place => place.Size > 0).ToList();
        var size = Math.Min(BlockSize, AllBlocks / Math.Max(1, places.Count));
        foreach (var place in places)
        {
            blocks.Add(PageBlocks.Of(file, place, buffer, size));
            unopened.Enqueue(new CpuCursor(place.Cpu, blocks[^1], buffer.PageSize, contents.Page, contents.MayLoseBetweenPages(buffer, place.Cpu)));
        }
    }

    /// <summary>The CPU whose record it is, or that lost some; null before the first step.</summary>
    public CpuCursor? Current { get; private set; }

    /// <summary>In words what is missing at the end; null if nothing is.</summary>
    public string? Torn { get; private set; }

    public Step Next()
    {
        while (Torn is null)
        {
            if (runs)
            {
                // Mostly the CPU that had the last record has the next one too.
                if (Current!.Advance())
                {
                    if (Current.LostBefore == 0 && IsBefore(Current, limit)) return Step.Record;
                    others.Enqueue(Current, Key(Current));
                }
                else
                {
                    Torn = TornOf(Current);
                }
            }
            else if (unopened.TryDequeue(out var opened))
            {
                // Which record is the first of all is known when each CPU has been asked for its first.
                Current = opened;
                if (opened.Advance()) others.Enqueue(opened, Key(opened));
                else Torn = TornOf(opened);
            }
            else if (others.TryDequeue(out var first, out _))
            {
                Current = first;
                limit = others.TryPeek(out _, out var second) ? second : (long.MaxValue, int.MaxValue);
                runs = true;
                return Step.Record;
            }
            else
            {
                return Step.End;
            }

            runs = false;
            if (Current.LostBefore != 0 && Torn is null) return Step.Lost;
        }

        return Step.End;
    }

    public void Dispose()
    {
        foreach (var one in blocks.OfType<IDisposable>()) one.Dispose();
    }

    // The order of the queue, which a comparison of two tuples goes a long way to tell.
    private static bool IsBefore(CpuCursor cursor, (long Time, int Cpu) other) => cursor.Time < other.Time || cursor.Time == other.Time && cursor.Cpu < other.Cpu;

    private static (long Time, int Cpu) Key(CpuCursor cursor) => (cursor.Time, cursor.Cpu);

    private static string? TornOf(CpuCursor cursor) =>
        cursor.Torn is { } torn ? string.Create(CultureInfo.InvariantCulture, $"of CPU {cursor.Cpu} {torn}") : null;
}
