namespace Tracer.Engine.Scheduling;

/// <summary>Makes every choice of a run. It is asked only where there is more than one possibility.</summary>
public interface ISchedule
{
    /// <summary>A run begins.</summary>
    void Start(ulong seed);

    /// <summary>The index in <paramref name="runnable"/> of the task that goes on; <paramref name="running"/> has just reached a scheduling point.</summary>
    int NextTask(ReadOnlySpan<TaskId> runnable, TaskId running);

    /// <summary>A number from 0 to <paramref name="choices"/> - 1.</summary>
    int NextNumber(int choices);
}
