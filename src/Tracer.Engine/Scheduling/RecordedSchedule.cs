namespace Tracer.Engine.Scheduling;

/// <summary>Takes the decisions of an earlier run, strictly: a decision that cannot be taken here stops the run.</summary>
public sealed class RecordedSchedule(IReadOnlyList<Decision> decisions) : ISchedule
{
    private int step;

    public void Start(ulong seed) => step = 0;

    public int NextTask(ReadOnlySpan<TaskId> runnable, TaskId running)
    {
        var decision = Next(runnable, runnable.Length);
        var index = runnable.IndexOf(decision.Chosen);
        if (index < 0 || decision.Choices != runnable.Length) throw new ScheduleMismatchException(step, decision, runnable.ToArray());
        return index;
    }

    public int NextNumber(int choices)
    {
        var decision = Next([], choices);
        if (decision.Chosen.Value != 0 || decision.Choices != choices || (uint)decision.Number >= (uint)choices) throw new ScheduleMismatchException(step, decision, []);
        return decision.Number;
    }

    private Decision Next(ReadOnlySpan<TaskId> runnable, int choices)
    {
        if (step >= decisions.Count) throw new ScheduleMismatchException(step + 1, null, runnable.ToArray(), choices);
        return decisions[step++];
    }
}
