using Tracer.Analysis.Eras;
using Tracer.Analysis.Replay;
using Tracer.Analysis.Rules.Brackets;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.History;

/// <summary>Judges what invalidate_page says of the changes that reverse-map paths make outside any bracket, and what comes in between.</summary>
public sealed class RmapJudge
    : Judge, ITake<ChangeToldByPage>, ITake<SectionEnded>, ITake<PteChanged>, ITake<PageInvalidated>, ITake<OperationClosed>
{
    private static readonly TaskSlot<RmapChanges> Open = new(static changes => changes.Clear());

    // Of all tasks, those that wait for their invalidate_page.
    private static readonly MmSlot<List<RmapChange>> Awaiting = new(static changes => changes.Clear());

    /// <summary>The changes of a task that cannot be judged yet.</summary>
    internal static ReadOnlySpan<RmapChange> OpenOf(TaskState task) => Open.Of(task).All;

    public void Take(in ChangeToldByPage told, MachineState state, Occurrences occurrences)
    {
        var task = state.TaskOf(told.Store.Header);
        Awaiting.Of(state.Mm(told.Store.Mm)).Add(Open.Of(task).Begin(told.Store, task));
    }

    public void Take(in SectionEnded ended, MachineState state, Occurrences occurrences)
    {
        foreach (var change in OpenOf(state.TaskOf(ended.Released.Header)))
            if (change.Released.Header.Kind == EventKind.None) change.Released = ended.Released;
    }

    public void Take(in PteChanged change, MachineState state, Occurrences occurrences)
    {
        if ((state.Eras & Era.WithInvalidatePage) != 0) ForgetPutBack(in change, state);
        if (change.Old.IsPresent || !change.New.IsPresent || !change.Address.IsKnown) return;
        var awaiting = Awaiting.Of(state.Mm(change.Mm));
        if (awaiting.Count == 0 || change.Classify() != ChangeClass.Establish) return;
        foreach (var one in awaiting)
        {
            if (one.Released.Header.Kind == EventKind.None || one.Remapped.Header.Kind != EventKind.None) continue;
            if (one.Store.Header.Task != change.Header.Task && one.Store.Extent.Contains(change.Address)) one.Remapped = VmEvent.Of(change);
        }
    }

    public void Take(in PageInvalidated page, MachineState state, Occurrences occurrences)
    {
        var open = Open.Of(state.TaskOf(page.Header));
        for (var i = open.All.Length - 1; i >= 0; i--)
        {
            var change = open.All[i];
            if (change.Store.Mm != page.Mm || !change.Store.Extent.Overlaps(page.Extent)) continue;
            change.Invalidate(in page, state.TaskOf(page.Header));
            if (change.PagesInvalidated < change.Pages) continue;
            Close(change, state, occurrences);
            open.RemoveAt(i);
        }
    }

    public void Take(in OperationClosed closed, MachineState state, Occurrences occurrences)
    {
        var open = Open.Of(state.TaskOf(closed.By.Header));
        foreach (var change in open.All) Close(change, state, occurrences);
        open.Clear();
    }

    // Who gives up stores the entry as it was, and nobody need hear of that.
    private static void ForgetPutBack(in PteChanged change, MachineState state)
    {
        var open = Open.Of(state.TaskOf(change.Header));
        for (var i = open.All.Length - 1; i >= 0; i--)
        {
            var one = open.All[i];
            if (one.Store.Table != change.Table || one.Store.Index != change.Index || one.Store.Header.Sequence == change.Header.Sequence) continue;
            if ((change with { Old = one.Store.Old }).Classify().NeedsNotification()) continue;
            Awaiting.Of(state.Mm(one.Store.Mm)).Remove(one);
            open.RemoveAt(i);
        }
    }

    private static void Close(RmapChange change, MachineState state, Occurrences occurrences)
    {
        occurrences.Raise(new RmapChangeClosed(change));
        Awaiting.Of(state.Mm(change.Store.Mm)).Remove(change);
    }
}
