using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>The callbacks that tasks are in.</summary>
internal sealed class CallbackReplay(MachineState state, Spans spans)
{
    public void Enter(TaskState task, in VmEvent e)
    {
        ref readonly var entered = ref e.As<CallbackEntered>();
        state.Notice(entered.Mm);
        state.Driver(entered.Driver).Learn(TraitOf(entered.Callback));
        task.EnterCallback(in e);
    }

    public void Leave(TaskState task, in VmEvent e)
    {
        ref readonly var returned = ref e.As<CallbackReturned>();
        if (returned.Callback == CallbackKind.Release && (!state.IsExact || task.IndexOfCall(returned.Callback, returned.Driver) >= 0)) state.Driver(returned.Driver).Released = e;
        EndCalls(task, in e);
        task.LeaveCallback(returned.Callback, returned.Driver);
    }

    /// <summary>Calls nest in sections: one that was entered before a call is left when the call has returned, as the walk of the list is.</summary>
    public void GiveUpInside(TaskState task, in VmEvent section, in VmEvent left)
    {
        while (task.Callback.Header.Sequence > section.Header.Sequence)
        {
            spans.End(SpanKind.Callback, task.Callback, in left, SpanEnd.GivenUp);
            task.LeaveInnermostCallback();
        }
    }

    // Calls nest: a return ends those that began inside it too.
    private void EndCalls(TaskState task, in VmEvent e)
    {
        ref readonly var returned = ref e.As<CallbackReturned>();
        var index = task.IndexOfCall(returned.Callback, returned.Driver);
        if (index < 0 && !state.IsExact) spans.EndOfUnseen(SpanKind.Callback, in e);
        for (var i = task.Callbacks.Length - 1; i >= index && index >= 0; i--)
            spans.End(SpanKind.Callback, task.Callbacks[i].Entered, in e, i == index ? SpanEnd.Paired : SpanEnd.GivenUp);
    }

    // A callback that was called is one that the driver has; who was not seen to register tells no more of it.
    private static DriverTraits TraitOf(CallbackKind callback) => callback switch
    {
        CallbackKind.RangeStart => DriverTraits.RangeStart,
        CallbackKind.RangeEnd => DriverTraits.RangeEnd,
        CallbackKind.InvalidateRange => DriverTraits.InvalidateRange,
        CallbackKind.InvalidatePage => DriverTraits.InvalidatePage,
        CallbackKind.ChangePte => DriverTraits.ChangePte,
        CallbackKind.Release => DriverTraits.Release,
        CallbackKind.InvalidateHugepage => DriverTraits.InvalidateHugepage,
        _ => DriverTraits.Ageing,
    };
}
