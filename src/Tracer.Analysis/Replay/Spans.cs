using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>Tells of the ends of what lasts, if anybody listens.</summary>
internal sealed class Spans(Occurrences occurrences)
{
    public void End(SpanKind kind, in VmEvent begin, in VmEvent end, SpanEnd how)
    {
        if (occurrences.HasListener<SpanEnded>()) occurrences.Raise(new SpanEnded(kind, begin, end, how));
    }

    public void End(in Held held, in VmEvent end, SpanEnd how) =>
        End(held.IsPageTableLock ? SpanKind.PageTableLock : SpanKind.Lock, held.Acquired, in end, how);

    /// <summary>The end of what began before the trace.</summary>
    public void EndOfUnseen(SpanKind kind, in VmEvent end, SpanEnd how = SpanEnd.Paired)
    {
        var unseen = default(VmEvent);
        End(kind, in unseen, in end, how);
    }

    /// <summary>All that a task is in the middle of stays open: the trace ends, or <paramref name="at"/> says that events were lost.</summary>
    public void LeaveOpen(TaskState task, in VmEvent at)
    {
        if (!occurrences.HasListener<SpanEnded>()) return;
        if (task.Operation.Header.Kind != EventKind.None) End(SpanKind.Operation, task.Operation, in at, SpanEnd.Unended);
        if (task.DeviceFault.Header.Kind != EventKind.None) End(SpanKind.DeviceFault, task.DeviceFault, in at, SpanEnd.Unended);
        foreach (ref readonly var held in task.Locks) End(in held, in at, SpanEnd.Unended);
        foreach (ref readonly var section in task.Sections) End(SpanKind.AtomicSection, in section, in at, SpanEnd.Unended);
        foreach (var call in task.Callbacks) End(SpanKind.Callback, call.Entered, in at, SpanEnd.Unended);
        foreach (var bracket in task.Brackets)
            if (bracket.IsOpen) End(SpanKind.Bracket, bracket.Start, in at, SpanEnd.Unended);
    }
}
