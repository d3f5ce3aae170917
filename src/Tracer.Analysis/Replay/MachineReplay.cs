using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>
/// Rebuilds the machine's state from events. For each event the rules see the state as it was before it; what several events together mean
/// is raised as an occurrence when it has become clear.
/// </summary>
/// <remarks>This file is the order of things; what each area does with its events stands in the files beside it.</remarks>
internal sealed class MachineReplay
{
    private readonly MachineState state;
    private readonly TakeEvent?[] byKind = new TakeEvent?[byte.MaxValue + 1];
    private readonly SettleBefore settle;
    private readonly Spans spans;
    private readonly NameReplay names;
    private readonly LockReplay locks;
    private readonly DriverLockReplay driverLocks;
    private readonly BracketReplay brackets;
    private readonly ChangeReplay changes;
    private readonly SleepReplay sleeps;

    public MachineReplay(MachineState state, Occurrences occurrences, SettleBefore settle)
    {
        (this.state, this.settle) = (state, settle);
        spans = new Spans(occurrences);
        names = new NameReplay(state);
        changes = new ChangeReplay(state, occurrences);
        brackets = new BracketReplay(state, occurrences, spans);
        driverLocks = new DriverLockReplay(state, occurrences);
        locks = new LockReplay(state, occurrences, spans, brackets, driverLocks);
        sleeps = new SleepReplay(state, occurrences);
        var operations = new OperationReplay(state, spans, locks, brackets, changes);
        var notifications = new NotificationReplay(state, changes);
        var stores = new StoreReplay(state, changes);
        var tables = new TableReplay(state);
        var pages = new PageReplay(state);
        var subscriptions = new SubscriptionReplay(state);
        var callbacks = new CallbackReplay(state, spans, new InvalidationReplay(state, occurrences));
        var drivers = new DriverReplay(state, spans);
        var accesses = new AccessReplay(state);

        On(EventKind.RunStarted, Begin);
        On(EventKind.EventsLost, Lose);

        On(EventKind.OperationBegan, operations.Begin);
        On(EventKind.OperationEnded, operations.End);
        On(EventKind.TaskExited, operations.Exit);
        On(EventKind.MightSleep, sleeps.Sleep);
        On(EventKind.AtomicEntered, static (task, in e) => task.Enter(in e));
        On(EventKind.AtomicLeft, LeaveSection);

        On(EventKind.LockAcquired, locks.Acquire);
        On(EventKind.LockReleased, locks.Release);

        On(EventKind.RangeStartEntered, brackets.EnterStart);
        On(EventKind.RangeStartReturned, brackets.ReturnStart);
        On(EventKind.RangeEndEntered, brackets.EnterEnd);
        On(EventKind.RangeInvalidated, notifications.InvalidateRange);
        On(EventKind.PageInvalidated, notifications.InvalidatePage);
        On(EventKind.PteChangeNotified, notifications.TellChange);
        On(EventKind.NotifierRegistered, subscriptions.Register);
        On(EventKind.NotifierUnregistered, subscriptions.Unregister);
        On(EventKind.ReleaseEntered, subscriptions.BeginRelease);
        On(EventKind.ReleaseReturned, subscriptions.EndRelease);
        On(EventKind.CallbackEntered, callbacks.Enter);
        On(EventKind.CallbackReturned, callbacks.Leave);

        On(EventKind.PteChanged, stores.Store);
        On(EventKind.PteRead, DriverReplay.ReadEntry);
        On(EventKind.TableObserved, tables.Observe);
        On(EventKind.TablePublished, tables.Publish);
        On(EventKind.TableDetached, tables.Detach);
        On(EventKind.TableFreed, tables.Free);
        On(EventKind.TlbFlushed, tables.Flush);
        On(EventKind.GatherBegan, static (task, in e) => task.Gather = e);
        On(EventKind.GatherFinished, static (task, in e) => task.Gather = default);
        On(EventKind.VmaChanged, tables.ChangeRegion);
        On(EventKind.PageAllocated, pages.Allocate);
        On(EventKind.PageFreed, pages.Free);

        On(EventKind.SecondaryMapped, drivers.Map);
        On(EventKind.SecondaryUnmapped, drivers.Unmap);
        On(EventKind.SecondaryFlushed, drivers.Flush);
        On(EventKind.SecondaryBound, drivers.Bind);
        On(EventKind.SecondaryAccessed, accesses.Access);
        On(EventKind.CpuAccessed, accesses.Write);
        On(EventKind.DirtyTransferred, drivers.Transfer);
        On(EventKind.SecondaryFaultBegan, drivers.BeginFault);
        On(EventKind.SecondaryFaultRetried, accesses.Retry);
        On(EventKind.SecondaryFaultEnded, drivers.EndFault);
        On(EventKind.InvalidationSampled, drivers.Sample);
        On(EventKind.PageLookedUp, drivers.LookUp);
        On(EventKind.RetryTested, drivers.Test);
        On(EventKind.InvalidationCounted, drivers.Count);
    }

    /// <summary>Takes an event of one kind into the state.</summary>
    private delegate void TakeEvent(TaskState task, in VmEvent e);

    /// <summary>What the event shows of the moment before it.</summary>
    public void Prepare(in VmEvent e)
    {
        // A name happens nowhere; its header tells no task's context.
        if (e.Header.Kind == EventKind.Named) return;
        state.See(e.Header.Kind);
        var task = state.TaskOf(e.Header);
        if (!state.IsExact) locks.DropDisprovedSpins(task, in e);
        if (task.PendingSleep.Header.Kind != EventKind.None) sleeps.Settle(task, e.Header.Kind);
        changes.Settle(task, in e);
        settle(in e, task);
    }

    /// <summary>Takes the event into the state.</summary>
    public void Apply(in VmEvent e)
    {
        if (e.Header.Kind == EventKind.Named)
        {
            names.Learn(e.As<Named>());
            return;
        }

        var task = state.TaskOf(e.Header);
        var lastInvalidation = task.LastInvalidation.Header.Kind != EventKind.None;
        driverLocks.HoldAcross(task, in e);
        byKind[(int)e.Header.Kind]?.Invoke(task, in e);

        // invalidate_range is remembered for one event: whether the next one shows that it slept, once it is clear where that was.
        if (lastInvalidation && task.PendingSleep.Header.Kind == EventKind.None) task.LastInvalidation = default;
        if (e.Header.Kind == EventKind.RangeInvalidated) task.LastInvalidation = e;
    }

    /// <summary>The trace is over.</summary>
    public void Finish()
    {
        foreach (var task in state.Tasks)
        {
            changes.Finish(task);
            spans.LeaveOpen(task, default);
        }
    }

    public void Reset()
    {
        names.Reset();
        foreach (var task in state.Tasks) Recycle(task);
        state.Reset();
    }

    // The first event of all: until it was read, nobody could know that no task holds anything.
    private void Begin(TaskState first, in VmEvent e)
    {
        state.IsExact = true;
        foreach (var task in state.Tasks) task.TableLocksKnown = task.BracketsKnown = true;
    }

    private void Lose(TaskState last, in VmEvent e)
    {
        foreach (var task in state.Tasks)
        {
            spans.LeaveOpen(task, in e);
            Recycle(task);
        }

        state.Forget();
    }

    private void LeaveSection(TaskState task, in VmEvent e)
    {
        if (task.Leave(e.As<AtomicLeft>().Section) is { } entered) spans.End(SpanKind.AtomicSection, in entered, in e, SpanEnd.Paired);
        else if (!state.IsExact) spans.EndOfUnseen(SpanKind.AtomicSection, in e);
    }

    private void Recycle(TaskState task)
    {
        brackets.Recycle(task);
        changes.Recycle(task);
        locks.Recycle(task);
    }

    private void On(EventKind kind, TakeEvent take) => byKind[(int)kind] = take;
}

/// <summary>Whoever has left something open sees the task's next event before the rules do.</summary>
internal delegate void SettleBefore(in VmEvent next, TaskState task);
