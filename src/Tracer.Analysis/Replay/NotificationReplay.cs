using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>What the core says of a change beside start and end: invalidate_range, invalidate_page.</summary>
internal sealed class NotificationReplay(MachineState state)
{
    public void InvalidateRange(TaskState task, in VmEvent e)
    {
        ref readonly var ir = ref e.As<RangeInvalidated>();
        state.Notice(ir.Mm);
        foreach (ref readonly var held in task.Locks) held.Section?.Add(in e);
    }

    public void InvalidatePage(TaskState task, in VmEvent e) => state.Notice(e.As<PageInvalidated>().Mm);
}
