using Tracer.Events;

namespace Tracer.Engine;

/// <summary>Every runnable task is equally likely at every scheduling point.</summary>
public sealed class RandomSchedule : ISchedule
{
    private ulong state;

    public void Start(ulong seed) => state = seed;

    public int NextTask(ReadOnlySpan<TaskId> runnable, TaskId running) => NextNumber(runnable.Length);

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
