using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

internal sealed partial class MachineReplay
{
    private void EnterStart(TaskState task, in VmEvent e)
    {
        ref readonly var start = ref e.As<RangeStartEntered>();
        Notice(start.Mm);
        var bracket = NewBracket(task, in e, start.Mm, start.Extent, start.Blockable);
        bracket.EnteredAtomic = state.AtomicityOf(task, e.Header).IsAtomic;
    }

    private void ReturnStart(TaskState task, in VmEvent e)
    {
        ref readonly var start = ref e.As<RangeStartReturned>();
        Notice(start.Mm);
        Bracket? bracket = null;
        for (var i = task.Brackets.Length - 1; i >= 0 && bracket is null; i--)
            if (task.Brackets[i] is { Returned.Header.Kind: EventKind.None } entered && entered.Mm == start.Mm && entered.Extent == start.Extent) bracket = entered;

        // The trace may start between the call and its return.
        bracket ??= NewBracket(task, default, start.Mm, start.Extent, start.Blockable);
        if (start.Result != 0)
        {
            task.Close(bracket);
            spareBrackets.Push(bracket);
            return;
        }

        bracket.Returned = e;
        state.Mm(start.Mm).OpenBrackets.Add(bracket);
        state.Teardowns.LetGo(start.Mm, start.Extent, Holders.StartDrivers);
    }

    private void EnterEnd(TaskState task, in VmEvent e)
    {
        ref readonly var end = ref e.As<RangeEndEntered>();
        Notice(end.Mm);
        task.EndingAtomic = state.AtomicityOf(task, e.Header).IsAtomic;
        if (task.Matching(in end) is not { } bracket) return;

        bracket.Ended = e;
        Leave(task, bracket);
        if (bracket.Extent == end.Extent) Rules.Raise(new BracketClosed(bracket, e, Paired: true));
        task.Remember(bracket);
        if (task.EndedBrackets.Length > EndedKept) spareBrackets.Push(task.ForgetOldestEnded());
    }

    private void GiveUp(TaskState task, Bracket bracket, in VmEvent deadline)
    {
        var wasOpen = bracket.IsOpen;
        if (wasOpen) Rules.Raise(new BracketClosed(bracket, deadline, Paired: false));
        Leave(task, bracket);
        spareBrackets.Push(bracket);
    }

    private void Leave(TaskState task, Bracket bracket)
    {
        task.Close(bracket);
        state.Mm(bracket.Mm).OpenBrackets.Remove(bracket);
    }

    private Bracket NewBracket(TaskState task, in VmEvent entered, MmId mm, AddressRange extent, bool blockable)
    {
        var bracket = spareBrackets.TryPop(out var spare) ? spare : new Bracket();
        bracket.Enter(in entered, mm, extent, blockable);
        foreach (ref readonly var held in task.Locks)
            if (held.ShieldsBrackets) bracket.AddShield(held.Lock);
        task.Open(bracket);
        return bracket;
    }

    private void Invalidate(TaskState task, in VmEvent e)
    {
        ref readonly var ir = ref e.As<RangeInvalidated>();
        Notice(ir.Mm);
        foreach (ref readonly var held in task.Locks) held.Section?.Add(in e);
        foreach (var bracket in task.Brackets) bracket.RemoveInvalidated(ir.Mm, ir.Extent);
        foreach (var id in state.DetachedTables)
            if (state.Table(id) is var table && table.Mm == ir.Mm && ir.Extent.Overlaps(table.Extent)) table.IsInvalidated = true;
        state.Teardowns.LetGo(ir.Mm, ir.Extent, Holders.RangeDrivers);

        // Said once of a change is enough: the next invalidate_range of the address may belong to a later change.
        if (ir.Source == InvalidationSource.Explicit) task.ForgetUnbracketedChangesIn(ir.Mm, ir.Extent);
    }

    private void InvalidatePage(TaskState task, in VmEvent e)
    {
        ref readonly var page = ref e.As<PageInvalidated>();
        Notice(page.Mm);
        state.Teardowns.LetGo(in page);
        for (var i = task.RmapChanges.Count - 1; i >= 0; i--)
        {
            var change = task.RmapChanges[i];
            if (change.Store.Mm != page.Mm || !change.Store.Extent.Overlaps(page.Extent)) continue;
            if (change.PagesInvalidated == 0) change.FirstInvalidation = e;
            change.PagesInvalidated += (int)(page.Extent.Length / PageSize.Small);
            if (change.PagesInvalidated < change.Pages) continue;
            CloseRmapChange(change);
            task.RmapChanges.RemoveAt(i);
        }
    }

    // Until 3.6 nobody but change_pte told of a copied page or a merged one: who had no such callback got invalidate_page in its place.
    private void TellChange(in PteChangeNotified told)
    {
        if (IsToldUnderLock) state.Teardowns.LetGo(told.Mm, AddressRange.Of(told.Address, PageSize.Small), Holders.StartDrivers);
    }

    private void CloseRmapChange(RmapChange change)
    {
        Rules.Raise(new RmapChangeClosed(change));
        state.Mm(change.Store.Mm).Awaiting.Remove(change);
        spareRmapChanges.Push(change);
    }
}
