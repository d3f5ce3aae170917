using Tracer.Analysis.Rules;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>
/// Rebuilds the machine's state from events. For each event the rules see the state as it was before it; what several events together mean
/// (<see cref="ChangeSettled"/> and its like) is raised to them when it has become clear.
/// </summary>
/// <remarks>This file is the order of things; what each area does with its events stands in the files beside it.</remarks>
internal sealed partial class MachineReplay(MachineState state)
{
    private readonly Stack<TableSection> spareSections = [];
    private readonly Stack<Bracket> spareBrackets = [];
    private readonly Stack<RmapChange> spareRmapChanges = [];
    private int rmapNamePart;

    /// <summary>The rules that hear of occurrences.</summary>
    public required RuleSet Rules { get; init; }

    /// <summary>What the event shows of the moment before it.</summary>
    public void Prepare(in VmEvent e)
    {
        // A name happens nowhere; its header tells no task's context.
        if (e.Header.Kind == EventKind.Named) return;
        state.See(e.Header.Kind);
        var task = state.TaskOf(e.Header);
        if (!state.IsExact) DropDisprovedSpins(task, e.Header);
        if (task.PendingSleep.Header.Kind != EventKind.None) SettleSleep(task, e.Header.Kind);
        if (task.PendingChanges.Count > 0 && IsToldUnderLock) ForgetTold(task, in e);
        if (task.PendingChanges.Count > 0 && SettlesChanges(in e)) SettleChanges(task);
    }

    /// <summary>Takes the event into the state.</summary>
    public void Apply(in VmEvent e)
    {
        if (e.Header.Kind == EventKind.Named)
        {
            Learn(e.As<Named>());
            return;
        }

        var task = state.TaskOf(e.Header);
        var lastInvalidation = task.LastInvalidation.Header.Kind != EventKind.None;
        HoldAcross(task, in e);
        switch (e.Header.Kind)
        {
            case EventKind.RunStarted: Begin(); break;
            case EventKind.EventsLost: Lose(); break;

            case EventKind.OperationBegan: BeginOperation(task, in e, e.As<OperationBegan>().Source); break;
            case EventKind.OperationEnded: EndOperation(task, in e, e.As<OperationEnded>().Source); break;
            case EventKind.TaskExited: CloseOperation(task, in e); break;
            case EventKind.MightSleep: Sleep(task, e.As<MightSleep>()); break;
            case EventKind.AtomicEntered: task.Enter(in e); break;
            case EventKind.AtomicLeft: task.Leave(e.As<AtomicLeft>().Section); break;

            case EventKind.LockAcquired: Acquire(task, in e); break;
            case EventKind.LockReleased: Release(task, in e); break;

            case EventKind.RangeStartEntered: EnterStart(task, in e); break;
            case EventKind.RangeStartReturned: ReturnStart(task, in e); break;
            case EventKind.RangeEndEntered: EnterEnd(task, in e); break;
            case EventKind.RangeInvalidated: Invalidate(task, in e); break;
            case EventKind.PageInvalidated: InvalidatePage(task, in e); break;
            case EventKind.PteChangeNotified: TellChange(e.As<PteChangeNotified>()); break;
            case EventKind.NotifierRegistered: Register(in e); break;
            case EventKind.NotifierUnregistered: Unregister(e.As<NotifierUnregistered>()); break;
            case EventKind.ReleaseEntered: state.Mm(e.As<ReleaseEntered>().Mm).Release = e; break;
            case EventKind.ReleaseReturned: EndRelease(in e); break;
            case EventKind.CallbackEntered: EnterCallback(task, in e); break;
            case EventKind.CallbackReturned: LeaveCallback(task, in e); break;

            case EventKind.PteChanged: Store(task, e.As<PteChanged>()); break;
            case EventKind.TableObserved: Observe(e.As<TableObserved>()); break;
            case EventKind.PteRead: ReadEntry(task, in e); break;
            case EventKind.TablePublished: Publish(e.As<TablePublished>()); break;
            case EventKind.TableDetached: Detach(in e); break;
            case EventKind.TableFreed: FreeTable(e.As<TableFreed>()); break;
            case EventKind.TlbFlushed: Flush(task, e.As<TlbFlushed>()); break;
            case EventKind.GatherBegan: task.Gather = e; break;
            case EventKind.GatherFinished: task.Gather = default; break;
            case EventKind.VmaChanged: state.Mm(e.As<VmaChanged>().Mm).Regions.Change(e.As<VmaChanged>()); break;

            case EventKind.PageAllocated: Allocate(e.As<PageAllocated>()); break;
            case EventKind.PageFreed: Free(in e); break;
            default: ApplyToDriver(task, in e); break;
        }

        // invalidate_range is remembered for one event: whether the next one shows that it slept, once it is clear where that was.
        if (lastInvalidation && task.PendingSleep.Header.Kind == EventKind.None) task.LastInvalidation = default;
        if (e.Header.Kind == EventKind.RangeInvalidated) task.LastInvalidation = e;
    }

    /// <summary>The trace is over: what is still open stays unjudged, such as an entry that the section may still put back.</summary>
    public void Finish()
    {
        foreach (var task in state.Tasks)
            if (task.PendingChanges.Count > 0 && task.PageTableLock is null) SettleChanges(task);
    }

    public void Reset()
    {
        rmapNamePart = 0;
        ForgetPlaces();
        foreach (var task in state.Tasks) Recycle(task);
        state.Reset();
    }

    // The first event of all: until it was read, nobody could know that no task holds anything.
    private void Begin()
    {
        state.IsExact = true;
        foreach (var task in state.Tasks) task.TableLocksKnown = task.BracketsKnown = true;
    }

    // The names of a run's header outnumber the events of a short run, so they are compared as they stand and never decoded.
    private void Learn(in Named named)
    {
        LearnPlace(in named);
        if (named.Space != NameSpace.Function || !RmapPaths.Have(in named)) return;
        if (named.Part > 0 && rmapNamePart != named.Id) return;
        if (named.Last != 0) state.RmapFunctions.Add((ushort)named.Id);
        else rmapNamePart = named.Id;
    }

    private void Lose()
    {
        foreach (var task in state.Tasks) Recycle(task);
        state.Forget();
    }

    private void Observe(in TableObserved table)
    {
        var known = state.Table(table.Table);

        // Where everything is shown, a table is made before it is published; elsewhere it is heard of because somebody used it.
        if (state.IsExact && known.Reach == TableReach.Unknown) known.Reach = TableReach.Private;
        if (table.Lock.Value != 0) known.Lock = table.Lock;
    }

    // Stock kernels call the notifier's functions only for an address space that has one, and a driver maps pages only of such: any of these events shows that it is watched.
    private void Notice(MmId mm)
    {
        if (state.IsExact || mm.Value == 0) return;
        state.Mm(mm).IsWatched = true;
        state.WatchesAny = true;
    }
}
