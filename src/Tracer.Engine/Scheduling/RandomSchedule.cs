namespace Tracer.Engine.Scheduling;

/// <summary>
/// Chooses at random, and each run with a patience of its own: in some every runnable task is equally likely at every scheduling point,
/// in others the running one mostly goes on, so that a whole path of one task falls between two steps of another.
/// </summary>
public sealed class RandomSchedule : ISchedule
{
    // Of 16 scheduling points, at how many the running task goes on without the others being asked.
    private static readonly int[] Patiences = [0, 8, 12, 14];
    private readonly SplitMix64 numbers = new();
    private int patience;

    public void Start(ulong seed)
    {
        numbers.Restart(seed);
        patience = Patiences[NextNumber(Patiences.Length)];
    }

    public int NextTask(ReadOnlySpan<TaskId> runnable, TaskId running)
    {
        if (patience > 0 && NextNumber(16) < patience && runnable.IndexOf(running) is >= 0 and var same) return same;
        return NextNumber(runnable.Length);
    }

    public int NextNumber(int choices) => numbers.Next(choices);
}
