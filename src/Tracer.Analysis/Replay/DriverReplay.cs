using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>Secondary MMUs: what they map and zap, which page table their device walks, and the faults of their devices.</summary>
internal sealed class DriverReplay(MachineState state, Spans spans)
{
    public void Map(TaskState task, in VmEvent e)
    {
        ref readonly var mapped = ref e.As<SecondaryMapped>();
        state.Notice(mapped.Mm);
        state.Driver(mapped.Driver).Mappings.Add(in mapped);
        if (!state.IsExact) Reuse(mapped.Pfn, PageSize.Of(mapped.Level) / PageSize.Small);
    }

    // No kernel trace shows a page being handed out, so one that was freed and is mapped has been.
    private void Reuse(Pfn first, ulong frames)
    {
        for (var i = 0; i < (int)frames; i++)
            if (state.Frame(new Pfn(first.Value + i)) is { IsFree: true } frame) state.SetFrames(new Pfn(first.Value + i), 0, frame with { Freed = default });
    }

    public void Unmap(TaskState task, in VmEvent e)
    {
        ref readonly var unmapped = ref e.As<SecondaryUnmapped>();
        state.Driver(unmapped.Driver).Mappings.Remove(in unmapped);
        task.CallOf(unmapped.Driver)?.Zap(in e);
    }

    public void Bind(TaskState task, in VmEvent e) => state.Driver(e.As<SecondaryBound>().Driver).Binding = e;

    public void EndFault(TaskState task, in VmEvent e)
    {
        if (task.DeviceFault.Header.Kind != EventKind.None) spans.End(SpanKind.DeviceFault, task.DeviceFault, in e, SpanEnd.Paired);
        else if (!state.IsExact) spans.EndOfUnseen(SpanKind.DeviceFault, in e);
        task.EndDeviceFault();
    }

    public void BeginFault(TaskState task, in VmEvent e)
    {
        if (task.DeviceFault.Header.Kind != EventKind.None) spans.End(SpanKind.DeviceFault, task.DeviceFault, in e, SpanEnd.GivenUp);
        task.BeginDeviceFault(in e);
    }
}
