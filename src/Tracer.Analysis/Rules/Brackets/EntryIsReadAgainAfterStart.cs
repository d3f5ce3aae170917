using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>N10: range_start may sleep, and what was read before it may be true no more.</summary>
/// <remarks>
/// A path that had read the entry before has decided by it, and must compare again. A zap has read nothing before: it takes what is there and
/// learns in the same step what that was, so there is nothing to compare.
/// </remarks>
public sealed class EntryIsReadAgainAfterStart : Rule, IHandle<PteRead>, IHandle<PteChanged>
{
    private static readonly TaskSlot<EntryReads> Reads = new(static reads => reads.Clear(), Lifetime.Operation);

    private static readonly Reason Stale = new("N10.stale",
        "{culprit} rests on {read}, which came before {start}: the entry may have changed since, for range_start sleeps and no lock was held.");

    private static readonly Reason Unlocked = new("N10.unlocked",
        "{culprit} rests on {read}, which was not made under the lock that is held now: the entry may have changed in between.");

    public override RuleInfo Info { get; } = new("N10", nameof(EntryIsReadAgainAfterStart), Severity.High, Fault.Core, Era.All,
        "Who has read an entry before range_start reads it again under the page-table lock before taking it away.",
        "mm/memory.c:wp_page_copy and mm/ksm.c:replace_page compare by pte_same under the lock",
        EventKindSet.Of(EventKind.PteChanged, EventKind.PteRead, EventKind.RangeStartReturned), [Stale, Unlocked])
    {
        Counterexample = "run · A op cow-fault · A lock ptl1 · A read 0x1000 · A unlock ptl1 · A start 0x1000+1 · A lock ptl1 · A clear 0x1000",
    };

    // What a driver reads in its callback is none of the path's.
    public void On(in PteRead read, MachineState state, Verdicts verdicts)
    {
        var task = state.TaskOf(read.Header);
        if (task.Callbacks.Length == 0) Reads.Of(task).Add(in read);
    }

    public void On(in PteChanged change, MachineState state, Verdicts verdicts)
    {
        if (change.Classify() is not (ChangeClass.Teardown or ChangeClass.Replace) || !state.Watches(change.Mm)) return;
        var task = state.TaskOf(change.Header);
        var reads = Reads.Of(task);
        if (reads.FirstOf(change.Table, change.Index) is not { } read) return;
        if (task.BracketAround(change.Mm, change.Extent) is not { } bracket) return;
        var began = bracket.Entered.Header.Kind != EventKind.None ? bracket.Entered : bracket.Returned;
        // In this section: between an earlier one after range_start and this one the entry was free to change again. Under a lock that is held
        // across range_start, as huge pages had it until 3.6, it was not.
        var since = task.IndexOfTableLock is >= 0 and var ptl ? task.Locks[ptl].Acquired.Header.Sequence : bracket.Start.Header.Sequence;
        var isReadAgain = reads.HasSince(since, change.Table, change.Index);
        if (read.Header.Sequence > began.Header.Sequence)
        {
            if (!isReadAgain) verdicts.Violated(Unlocked, change, change.Mm, change.Address, new Witness("read", VmEvent.Of(read)));
        }
        else if (isReadAgain) verdicts.Holds();
        else verdicts.Violated(Stale, change, change.Mm, change.Address, new Witness("read", VmEvent.Of(read)), new Witness("start", bracket.Start));
    }
}
