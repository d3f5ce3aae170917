namespace Tracer.Analysis.State;

/// <summary>What a task held at a moment, remembered for a judgement that comes later and is mostly none: it is overwritten each time, and nothing is made of it but for a finding.</summary>
internal sealed class TaskMemory
{
    private readonly List<HeldLock> held = [];
    private readonly List<VmEvent> open = [];
    private VmEvent operation;
    private long since;

    /// <summary>What it held, for a finding.</summary>
    public TaskContext Context => new([.. held], [.. open], operation) { Since = since };

    public void Take(TaskState task)
    {
        held.Clear();
        open.Clear();
        foreach (ref readonly var one in task.Locks) held.Add(new HeldLock(one.Acquired));
        foreach (ref readonly var section in task.Sections) held.Add(new HeldLock(section));
        held.Sort(static (left, right) => left.Acquired.Header.Sequence.CompareTo(right.Acquired.Header.Sequence));
        foreach (var bracket in task.Brackets)
            if (bracket.IsOpen) open.Add(bracket.Start);
        (operation, since) = (task.Operation, task.OperationBoundary);
    }
}
