using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>What a task is doing: a syscall, a fault, a path of a kernel thread.</summary>
internal sealed class OperationReplay(MachineState state, LockReplay locks, BracketReplay brackets, Occurrences occurrences)
{
    public void Begin(TaskState task, in VmEvent e)
    {
        var source = e.As<OperationBegan>().Source;
        if (source == OperationSource.Function) return;
        Close(task, in e);
        task.Operation = e;
        if (source is OperationSource.Syscall or OperationSource.PageFault) locks.CrossUserMode(task);
    }

    public void End(TaskState task, in VmEvent e)
    {
        var source = e.As<OperationEnded>().Source;
        if (source == OperationSource.Function) return;
        Close(task, in e);
        if (source == OperationSource.Syscall) locks.CrossUserMode(task);
    }

    public void Exit(TaskState task, in VmEvent e) => Close(task, in e);

    private void Close(TaskState task, in VmEvent e)
    {
        brackets.EndOperation(task, in e);
        occurrences.Raise(new OperationClosed(e));
        task.CloseOperation(e.Header.Sequence);
        state.LastOperationBoundary = e.Header.Sequence;
    }
}
