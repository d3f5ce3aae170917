namespace Tracer.Analysis.Explaining;

/// <summary>Where events follow each other: in a task, or in the interrupts that show under its id.</summary>
public readonly record struct EventContext(TaskId Task, bool IsInterrupt)
{
    public static EventContext Of(in EventHeader header) => new(header.Task, (header.Context & (ContextFlags.HardIrq | ContextFlags.SoftIrq)) != 0);

    /// <summary><c>mmw-98</c>, <c>mmw-98/irq</c>.</summary>
    public string Name(Names names) => IsInterrupt ? $"{names.Of(Task)}/irq" : names.Of(Task);
}
