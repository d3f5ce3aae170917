namespace Tracer.Testing;

/// <summary>All that a script's steps have said so far.</summary>
internal sealed class ScriptWorld
{
    private readonly Dictionary<TaskId, ScriptTask> tasks = [];

    public ScriptNames Names { get; } = new();

    public ScriptMemory Memory { get; } = new();

    /// <summary>The driver that a step means when it names none: the one named last.</summary>
    public string Driver { get; set; } = "kvm";

    public ScriptTask Task(TaskId id)
    {
        if (!tasks.TryGetValue(id, out var task)) tasks.Add(id, task = new ScriptTask());
        return task;
    }

    /// <summary>Takes the event into account, and tells its context: that of a task inside the section which the event opens or closes.</summary>
    public (byte Depth, ContextFlags Context) Take(in VmEvent e)
    {
        var task = Task(e.Header.Task);
        var (depth, irqsOff) = (task.Depth, task.IrqsOff);
        task.Take(in e);
        Memory.Take(in e);
        return ((byte)Math.Min(Math.Max(depth, task.Depth), EventHeader.UnknownDepth - 1),
            irqsOff || task.IrqsOff ? ContextFlags.IrqsOff : ContextFlags.None);
    }
}
