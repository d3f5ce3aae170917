using Tracer.Analysis.State;

namespace Tracer.Analysis.Replay;

/// <summary>Brackets: a range_start opens one, a range_end that touches it ends it, and what its task does last ends it too.</summary>
internal sealed class BracketReplay(MachineState state, Occurrences occurrences, Spans spans)
{
    /// <summary>Ended brackets kept an operation: enough for the nesting that kernels show, and bounded for the loops they run. Those that have had what they were for go first.</summary>
    private const int EndedKept = 32;

    private readonly Stack<Bracket> spare = [];

    public void EnterStart(TaskState task, in VmEvent e)
    {
        ref readonly var start = ref e.As<RangeStartEntered>();
        state.Notice(start.Mm);
        state.SeeChanging(task);
        var bracket = New(task, in e, start.Mm, start.Extent, start.Range, start.Blockable);
        bracket.EnteredAtomic = state.AtomicityOf(task, e.Header).IsAtomic;
    }

    public void ReturnStart(TaskState task, in VmEvent e)
    {
        ref readonly var start = ref e.As<RangeStartReturned>();
        state.Notice(start.Mm);
        state.SeeChanging(task);
        Bracket? bracket = null;
        for (var i = task.Brackets.Length - 1; i >= 0 && bracket is null; i--)
            if (task.Brackets[i] is { Returned.Header.Kind: EventKind.None } entered && entered.Mm == start.Mm && entered.Extent == start.Extent) bracket = entered;

        // The trace may start between the call and its return.
        bracket ??= New(task, default, start.Mm, start.Extent, start.Range, start.Blockable);
        if (start.Result != 0)
        {
            task.Close(bracket);
            spare.Push(bracket);
            return;
        }

        bracket.Open(in e);
        state.Mm(start.Mm).OpenBrackets.Add(bracket);
    }

    public void EnterEnd(TaskState task, in VmEvent e)
    {
        ref readonly var end = ref e.As<RangeEndEntered>();
        state.Notice(end.Mm);
        state.SeeChanging(task);
        if (task.Matching(in end) is not { } bracket)
        {
            if (!task.BracketsKnown) spans.EndOfUnseen(SpanKind.Bracket, in e);
            return;
        }

        bracket.End(in e);
        spans.End(SpanKind.Bracket, bracket.Start, in e, SpanEnd.Paired);
        Leave(task, bracket);
        if (bracket.Extent == end.Extent) occurrences.Raise(new BracketClosed(bracket, e, Paired: true));
        task.Remember(bracket);
        if (task.EndedBrackets.Length > EndedKept) spare.Push(task.ForgetSpentEnded());
    }

    /// <summary>range_end belongs under the same mmap_lock or reverse-map lock as its start.</summary>
    public void GiveUpShielded(TaskState task, LockId shield, in VmEvent e)
    {
        for (var i = task.Brackets.Length - 1; i >= 0; i--)
            if (task.Brackets[i].IsShieldedBy(shield)) GiveUp(task, task.Brackets[i], in e);
    }

    /// <summary>Brackets, and what is remembered for judging changes against them, never outlive a syscall, a fault or a path.</summary>
    public void EndOperation(TaskState task, in VmEvent e)
    {
        for (var i = task.Brackets.Length - 1; i >= 0; i--) GiveUp(task, task.Brackets[i], in e);
        while (task.EndedBrackets.Length > 0) spare.Push(task.ForgetOldestEnded());
    }

    /// <summary>The task is forgotten; its brackets are used again.</summary>
    public void Recycle(TaskState task)
    {
        foreach (var bracket in task.Brackets) spare.Push(bracket);
        foreach (var bracket in task.EndedBrackets) spare.Push(bracket);
    }

    private void GiveUp(TaskState task, Bracket bracket, in VmEvent deadline)
    {
        if (bracket.IsOpen)
        {
            occurrences.Raise(new BracketClosed(bracket, deadline, Paired: false));
            spans.End(SpanKind.Bracket, bracket.Start, in deadline, SpanEnd.GivenUp);
        }

        Leave(task, bracket);
        spare.Push(bracket);
    }

    private void Leave(TaskState task, Bracket bracket)
    {
        task.Close(bracket);
        state.Mm(bracket.Mm).OpenBrackets.Remove(bracket);
    }

    private Bracket New(TaskState task, in VmEvent entered, MmId mm, AddressRange extent, RangeId id, bool blockable)
    {
        var bracket = spare.TryPop(out var known) ? known : new Bracket();
        bracket.Enter(in entered, mm, extent, id, blockable);
        foreach (ref readonly var held in task.Locks)
            if (held.ShieldsBrackets) bracket.AddShield(held.Lock);
        task.Open(bracket);
        return bracket;
    }
}
