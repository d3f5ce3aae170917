namespace Tracer.Pages.Timelines;

/// <summary>How many events each task has in each part of a trace, the parts of equal length in events: what is seen of a long trace from far away.</summary>
internal sealed class Density
{
    private const int MostBins = 2048;
    private const int MostTasks = 512;
    private readonly Dictionary<TaskId, int[]> counts = [];
    private readonly List<long> times = [];
    private readonly int bins;

    /// <param name="events">How many events the trace has, or more.</param>
    public Density(long events)
    {
        Width = Math.Max(1, (events + MostBins - 1) / MostBins);
        bins = (int)(events / Width) + 1;
        Others = new int[bins];
    }

    /// <summary>Events a part.</summary>
    public long Width { get; }

    /// <summary>When each part begins, in nanoseconds of the trace's clock.</summary>
    public IReadOnlyList<long> Times => times;

    /// <summary>The counts of each task, a number a part; of the first some hundred tasks.</summary>
    public IReadOnlyDictionary<TaskId, int[]> Counts => counts;

    /// <summary>Those of all tasks that came later.</summary>
    public int[] Others { get; }

    public void Add(long at, in EventHeader header)
    {
        var bin = (int)(at / Width);
        if (bin == times.Count) times.Add(header.TimestampNs);
        Of(header.Task)[bin]++;
    }

    private int[] Of(TaskId task)
    {
        if (counts.TryGetValue(task, out var own)) return own;
        return counts.Count == MostTasks ? Others : counts[task] = new int[bins];
    }
}
