namespace Tracer.Lab.Filtering;

/// <summary>Tells which operations have an event for which all criteria hold. Hears each event behind whoever cuts the operations.</summary>
public sealed class OperationFilter(IReadOnlyList<Criterion> criteria, TraceSpan span)
{
    private readonly Dictionary<int, bool> tasks = [];

    /// <summary>True if any event was of that sort.</summary>
    public bool HasPassed { get; private set; }

    /// <summary>The operation of a task is over: true if it is one of those that are asked for.</summary>
    public bool Take(TaskId task) => tasks.Remove(task.Value, out var passes) && passes;

    public void Hear(in VmEvent e)
    {
        var passes = span.Contains(in e.Header);
        foreach (var criterion in criteria) passes &= criterion.Holds(in e);
        HasPassed |= passes;
        var task = e.Header.Task.Value;
        if (e.Header.Kind == EventKind.OperationEnded) tasks.Remove(task);
        else if (e.Header.Kind == EventKind.OperationBegan && e.As<OperationBegan>().Source != OperationSource.Function) tasks[task] = passes;
        else if (passes) tasks[task] = true;
    }
}
