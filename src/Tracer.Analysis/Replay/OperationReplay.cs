using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>What a task is doing: a syscall, a fault, a path of a kernel thread.</summary>
internal sealed class OperationReplay(Spans spans, LockReplay locks, BracketReplay brackets, Occurrences occurrences)
{
    public void Begin(TaskState task, in VmEvent e)
    {
        var source = e.As<OperationBegan>().Source;
        if (source == OperationSource.Function) return;
        Close(task, in e, SpanEnd.GivenUp);
        task.Begin(in e);
        if (source is OperationSource.Syscall or OperationSource.PageFault) locks.CrossUserMode(task, in e);
    }

    public void End(TaskState task, in VmEvent e)
    {
        var source = e.As<OperationEnded>().Source;
        if (source == OperationSource.Function) return;
        Close(task, in e, SpanEnd.Paired);
        task.FinishGather();
        if (source == OperationSource.Syscall) locks.CrossUserMode(task, in e);
    }

    public void Exit(TaskState task, in VmEvent e) => Close(task, in e, SpanEnd.Paired);

    // Not every trace shows the end of a page fault; it is over when its task goes on to something else.
    private void Close(TaskState task, in VmEvent e, SpanEnd how)
    {
        if (task.Operation.Header.Kind != EventKind.None) spans.End(SpanKind.Operation, task.Operation, in e, how);
        else if (!task.BracketsKnown) spans.EndOfUnseen(SpanKind.Operation, in e, how);
        occurrences.Raise(new OperationClosed(in e));
        brackets.EndOperation(task, in e);
        task.CloseOperation(e.Header.Sequence);
    }
}
