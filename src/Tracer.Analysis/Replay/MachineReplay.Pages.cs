using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

internal sealed partial class MachineReplay
{
    private void Allocate(in PageAllocated page)
    {
        for (var i = 0L; i < 1L << page.Order; i++) state.SetFrame(new Pfn(page.Pfn.Value + i), new FrameState(page.Generation, default, page.Pfn, page.Order));
    }

    private void Free(in VmEvent e)
    {
        ref readonly var page = ref e.As<PageFreed>();
        for (var i = 0L; i < 1L << page.Order; i++) state.SetFrame(new Pfn(page.Pfn.Value + i), new FrameState(page.Generation, e, page.Pfn, page.Order));
        state.Teardowns.RemoveAll(page.Pfn, 1L << page.Order);
    }

    // Only where everything is shown: a kernel trace does not show every flush.
    private void NoteTeardown(MmState mm, in PteChanged change, ChangeClass kind)
    {
        if (kind == ChangeClass.Establish) state.Teardowns.Remove(in change, change.New.Pfn);
        if (kind is not (ChangeClass.Teardown or ChangeClass.Replace) || state.Table(change.Table).Reach == TableReach.Private) return;

        var holders = Holders.Cpus | HoldersOf(mm);
        foreach (var bracket in mm.OpenBrackets)
            if (bracket.Extent.Contains(change.Extent)) holders &= ~Holders.StartDrivers;
        state.Teardowns.Add(in change, holders);
    }

    // Who pins its pages keeps them from being freed. After release nobody has an entry left. A device that walks the CPU's page table is told by
    // invalidate_range, or by invalidate_page in kernels that have it; whoever has entries of its own, by range_start or invalidate_page.
    private Holders HoldersOf(MmState mm)
    {
        var holders = Holders.None;
        if (mm.IsReleased) return holders;
        foreach (var id in mm.Drivers)
        {
            var traits = state.Driver(id).Traits;
            if ((traits & DriverTraits.PinsPages) != 0) continue;
            if ((traits & (DriverTraits.RangeStart | DriverTraits.InvalidateRange)) == DriverTraits.InvalidateRange) holders |= Holders.RangeDrivers;
            else if ((traits & (DriverTraits.RangeStart | DriverTraits.InvalidatePage)) != 0) holders |= Holders.StartDrivers;
        }

        return holders;
    }
}
