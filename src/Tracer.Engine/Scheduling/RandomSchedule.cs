namespace Tracer.Engine;

/// <summary>
/// Chooses at random, and each run with a patience of its own: in some every runnable task is equally likely at every scheduling point,
/// in others the running one mostly goes on, so that a whole path of one task falls between two steps of another.
/// </summary>
public sealed class RandomSchedule : ISchedule
{
    // Of 16 scheduling points, at how many the running task goes on without the others being asked.
    private static readonly int[] Patiences = [0, 8, 12, 14];
    private ulong state;
    private int patience;

    public void Start(ulong seed)
    {
        state = seed;
        patience = Patiences[NextNumber(Patiences.Length)];
    }

    public int NextTask(ReadOnlySpan<TaskId> runnable, TaskId running)
    {
        if (patience > 0 && NextNumber(16) < patience && runnable.IndexOf(running) is >= 0 and var same) return same;
        return NextNumber(runnable.Length);
    }

    // SplitMix64, scaled to the number of choices by the high half of the product.
    public int NextNumber(int choices)
    {
        unchecked
        {
            state += 0x9e37_79b9_7f4a_7c15;
            var mixed = (state ^ (state >> 30)) * 0xbf58_476d_1ce4_e5b9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94d0_49bb_1331_11eb;
            return (int)(((mixed ^ (mixed >> 31)) >> 32) * (ulong)choices >> 32);
        }
    }
}
