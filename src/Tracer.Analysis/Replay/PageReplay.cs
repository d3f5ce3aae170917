using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>Frames as they are handed out and freed.</summary>
internal sealed class PageReplay(MachineState state)
{
    public void Allocate(TaskState task, in VmEvent e)
    {
        ref readonly var page = ref e.As<PageAllocated>();
        state.SetFrames(page.Pfn, page.Order, new FrameState(page.Generation, default, page.Pfn, page.Order));
    }

    public void Free(TaskState task, in VmEvent e)
    {
        ref readonly var page = ref e.As<PageFreed>();
        state.SetFrames(page.Pfn, page.Order, new FrameState(page.Generation, e, page.Pfn, page.Order));
    }
}
