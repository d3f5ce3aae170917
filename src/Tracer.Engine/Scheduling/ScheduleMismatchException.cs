namespace Tracer.Engine.Scheduling;

/// <summary>A recorded decision cannot be taken: the request is another than the recorded one, or the engine is.</summary>
public sealed class ScheduleMismatchException : Exception
{
    public ScheduleMismatchException()
    {
    }

    public ScheduleMismatchException(string message)
        : base(message)
    {
    }

    public ScheduleMismatchException(string message, Exception inner)
        : base(message, inner)
    {
    }

    internal ScheduleMismatchException(int step, Decision? recorded, IReadOnlyList<TaskId> runnable, int choices = 0)
        : base(Describe(step, recorded, runnable, choices))
    {
        Step = step;
        Expected = recorded?.Chosen ?? default;
        Runnable = runnable;
    }

    /// <summary>Which decision, counted from 1.</summary>
    public int Step { get; }

    /// <summary>The task the recording asks for; 0 if it asks for a number, or for nothing more.</summary>
    public TaskId Expected { get; }

    /// <summary>The tasks that could go on; empty where a number was to be chosen.</summary>
    public IReadOnlyList<TaskId> Runnable { get; } = [];

    private static string Describe(int step, Decision? recorded, IReadOnlyList<TaskId> runnable, int choices)
    {
        var here = runnable.Count == 0
            ? "a number was to be chosen"
            : $"runnable are the tasks {string.Join(", ", runnable.Select(task => task.Value))}";
        return recorded is not { } decision
            ? $"decision {step}: the recording has no more decisions, but {here} (of {choices})"
            : decision.Chosen.Value == 0
                ? $"decision {step}: the recording chose the number {decision.Number} of {decision.Choices}, but {here}"
                : $"decision {step}: the recording chose task {decision.Chosen.Value} of {decision.Choices}, but {here}";
    }
}
