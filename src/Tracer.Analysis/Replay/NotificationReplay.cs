using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>What the core says of a change beside start and end: invalidate_range, invalidate_page, change_pte.</summary>
internal sealed class NotificationReplay(MachineState state, ChangeReplay changes)
{
    public void InvalidateRange(TaskState task, in VmEvent e)
    {
        ref readonly var ir = ref e.As<RangeInvalidated>();
        state.Notice(ir.Mm);
        foreach (ref readonly var held in task.Locks) held.Section?.Add(in e);
        foreach (var bracket in task.Brackets) bracket.RemoveInvalidated(ir.Mm, ir.Extent);
        foreach (var id in state.DetachedTables)
            if (state.Table(id) is var table && table.Mm == ir.Mm && ir.Extent.Overlaps(table.Extent)) table.IsInvalidated = true;
        state.Teardowns.LetGo(ir.Mm, ir.Extent, Holders.RangeDrivers);

        // Said once of a change is enough: the next invalidate_range of the address may belong to a later change.
        if (ir.Source == InvalidationSource.Explicit) task.ForgetUnbracketedChangesIn(ir.Mm, ir.Extent);
    }

    public void InvalidatePage(TaskState task, in VmEvent e)
    {
        ref readonly var page = ref e.As<PageInvalidated>();
        state.Notice(page.Mm);
        state.Teardowns.LetGo(in page);
        changes.InvalidatePage(task, in e);
    }

    // Until 3.6 nobody but change_pte told of a copied page or a merged one: who had no such callback got invalidate_page in its place.
    public void TellChange(TaskState task, in VmEvent e)
    {
        ref readonly var told = ref e.As<PteChangeNotified>();
        if (RmapPaths.TellUnderLock(state.Eras)) state.Teardowns.LetGo(told.Mm, AddressRange.Of(told.Address, PageSize.Small), Holders.StartDrivers);
    }
}
