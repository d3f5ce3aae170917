namespace Tracer.Pages.Timelines;

/// <summary>Which tasks have a lane of their own: those that findings speak of, then those with the most events; the last lane is that of all others.</summary>
internal sealed class Lanes
{
    private const int Most = 48;
    private readonly Dictionary<TaskId, int> indexes = [];

    public Lanes(IEnumerable<TaskId> concerned, Density density)
    {
        var byEvents = density.Counts.OrderByDescending(of => of.Value.Sum(count => (long)count)).ThenBy(of => of.Key.Value).Select(of => of.Key);
        Tasks = [.. concerned.Concat(byEvents).Distinct().Take(Most)];
        foreach (var (i, task) in Tasks.Index()) indexes[task] = i;
        Others = [.. density.Counts.Keys.Where(task => !indexes.ContainsKey(task))];
        HasOthers = Others.Count > 0 || density.Others.Any(count => count > 0);
    }

    /// <summary>The tasks with a lane, from the top.</summary>
    public IReadOnlyList<TaskId> Tasks { get; }

    /// <summary>Those without, as far as they are told apart.</summary>
    public IReadOnlyList<TaskId> Others { get; }

    /// <summary>There are tasks without a lane; theirs lies behind those of <see cref="Tasks"/>.</summary>
    public bool HasOthers { get; }

    public int Of(TaskId task) => indexes.GetValueOrDefault(task, Tasks.Count);
}
