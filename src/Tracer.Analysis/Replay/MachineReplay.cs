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
    private readonly Spans spans;
    private readonly NameReplay names;
    private readonly LockReplay locks;
    private readonly BracketReplay brackets;
    private readonly CallbackReplay callbacks;

    public MachineReplay(MachineState state, Occurrences occurrences)
    {
        this.state = state;
        spans = new Spans(occurrences);
        names = new NameReplay(state);
        brackets = new BracketReplay(state, occurrences, spans);
        locks = new LockReplay(state, occurrences, spans, brackets);
        var operations = new OperationReplay(spans, locks, brackets, occurrences);
        var notifications = new NotificationReplay(state);
        var stores = new StoreReplay(state);
        var tables = new TableReplay(state);
        var pages = new PageReplay(state);
        var subscriptions = new SubscriptionReplay(state);
        callbacks = new CallbackReplay(state, spans);
        var drivers = new DriverReplay(state, spans);

        On(EventKind.RunStarted, Begin);
        On(EventKind.EventsLost, Lose);

        On(EventKind.OperationBegan, operations.Begin);
        On(EventKind.OperationEnded, operations.End);
        On(EventKind.TaskExited, operations.Exit);
        On(EventKind.AtomicEntered, Nested(static (task, in e) => task.Enter(in e)));
        On(EventKind.AtomicLeft, LeaveSection);

        On(EventKind.LockAcquired, Nested(locks.Acquire));
        On(EventKind.LockReleased, locks.Release);

        On(EventKind.RangeStartEntered, Nested(brackets.EnterStart));
        On(EventKind.RangeStartReturned, Nested(brackets.ReturnStart));
        On(EventKind.RangeEndEntered, brackets.EnterEnd);
        On(EventKind.RangeInvalidated, notifications.InvalidateRange);
        On(EventKind.PageInvalidated, notifications.InvalidatePage);
        On(EventKind.NotifierRegistered, subscriptions.Register);
        On(EventKind.NotifierUnregistered, subscriptions.Unregister);
        On(EventKind.ReleaseEntered, subscriptions.BeginRelease);
        On(EventKind.ReleaseReturned, subscriptions.EndRelease);
        On(EventKind.CallbackEntered, Nested(callbacks.Enter));
        On(EventKind.CallbackReturned, callbacks.Leave);

        On(EventKind.PteChanged, stores.Store);
        On(EventKind.TableObserved, tables.Observe);
        On(EventKind.TablePublished, tables.Publish);
        On(EventKind.TableDetached, tables.Detach);
        On(EventKind.TableFreed, tables.Free);
        On(EventKind.TlbFlushed, TableReplay.Flush);
        On(EventKind.GatherBegan, static (task, in e) => task.BeginGather(in e));
        On(EventKind.GatherFinished, static (task, in e) => task.FinishGather());
        On(EventKind.PageAllocated, pages.Allocate);
        On(EventKind.PageFreed, pages.Free);

        On(EventKind.SecondaryMapped, drivers.Map);
        On(EventKind.SecondaryUnmapped, drivers.Unmap);
        On(EventKind.SecondaryBound, drivers.Bind);
        On(EventKind.SecondaryFaultBegan, drivers.BeginFault);
        On(EventKind.SecondaryFaultEnded, drivers.EndFault);
    }

    /// <summary>Takes an event of one kind into the state.</summary>
    private delegate void TakeEvent(TaskState task, in VmEvent e);

    /// <summary>Takes a name, which happens nowhere: its header tells no task's context.</summary>
    public void Learn(in Named named) => names.Learn(in named);

    /// <summary>What the event shows of the moment before it.</summary>
    public void Prepare(TaskState task, in VmEvent e)
    {
        state.See(e.Header.Kind);
        if (!state.IsExact) locks.DropDisprovedSpins(task, in e);
    }

    /// <summary>Takes the event into the state.</summary>
    public void Apply(TaskState task, in VmEvent e) => byKind[(int)e.Header.Kind]?.Invoke(task, in e);

    /// <summary>The trace is over.</summary>
    public void Finish()
    {
        foreach (var task in state.Tasks) spans.LeaveOpen(task, default);
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
        foreach (var task in state.Tasks)
        {
            task.TableLocksKnown = task.BracketsKnown = true;
            state.Touch(task);
        }
    }

    private void Lose(TaskState last, in VmEvent e)
    {
        foreach (var task in state.TouchedTasks)
        {
            spans.LeaveOpen(task, in e);
            Recycle(task);
        }

        state.Forget();
    }

    private void LeaveSection(TaskState task, in VmEvent e)
    {
        if (task.Leave(e.As<AtomicLeft>().Section) is { } entered)
        {
            callbacks.GiveUpInside(task, in entered, in e);
            spans.End(SpanKind.AtomicSection, in entered, in e, SpanEnd.Paired);
        }
        else if (!state.IsExact) spans.EndOfUnseen(SpanKind.AtomicSection, in e);
    }

    // Whoever is so deep in locks, sections, calls and brackets does what no task does: in a run nothing is to be believed any more, and of a kernel's trace the ends are not shown.
    private TakeEvent Nested(TakeEvent take) => (task, in e) =>
    {
        take(task, in e);
        if (task.IsTooDeep || state.HasTooManyBrackets(in e)) GiveUp(task, in e);
    };

    private void GiveUp(TaskState task, in VmEvent e)
    {
        if (state.IsExact)
        {
            var most = task.IsTooDeep
                ? FormattableString.Invariant($"more than {TaskState.MostNested} locks, sections, callbacks or brackets of task {e.Header.Task.Value} are open")
                : FormattableString.Invariant($"more than {MmState.MostOpenBrackets} brackets of an address space are open");
            throw new TraceBoundException(FormattableString.Invariant($"event #{e.Header.Sequence}, {e.Header.Kind}: {most}"));
        }

        Lose(task, in e);
    }

    private void Recycle(TaskState task)
    {
        brackets.Recycle(task);
        locks.Recycle(task);
    }

    private void On(EventKind kind, TakeEvent take) => byKind[(int)kind] = take;
}
