using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>Frames as they are handed out and freed.</summary>
internal sealed class PageReplay(MachineState state)
{
    public void Allocate(TaskState task, in VmEvent e)
    {
        ref readonly var page = ref e.As<PageAllocated>();
        for (var i = 0L; i < 1L << page.Order; i++) state.SetFrame(new Pfn(page.Pfn.Value + i), new FrameState(page.Generation, default, page.Pfn, page.Order));
    }

    public void Free(TaskState task, in VmEvent e)
    {
        ref readonly var page = ref e.As<PageFreed>();
        for (var i = 0L; i < 1L << page.Order; i++) state.SetFrame(new Pfn(page.Pfn.Value + i), new FrameState(page.Generation, e, page.Pfn, page.Order));
    }
}
