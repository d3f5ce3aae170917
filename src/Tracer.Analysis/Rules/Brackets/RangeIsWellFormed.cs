using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Brackets;

/// <summary>N07: a notified range is in bytes, page aligned, not empty, and begins where the level it changes begins.</summary>
public sealed class RangeIsWellFormed : Rule, IHandle<RangeStartEntered>, IHandle<RangeInvalidated>, IHandle<ChangeSettled>
{
    private static readonly BracketSlot<bool> LevelJudged = new();

    private static readonly Reason Empty = new("N07.empty",
        "{culprit} ends where it begins, or before: no driver finds anything in it.");

    private static readonly Reason Bytes = new("N07.bytes",
        "{culprit} does not end at a page boundary: its length was counted in pages, not in bytes.");

    private static readonly Reason Unaligned = new("N07.unaligned",
        "{culprit} does not begin at a page boundary: drivers count in pages.");

    private static readonly Reason Base = new("N07.base",
        "{start} begins inside the huge page that {culprit} changes: its base was not masked to the level.");

    public override RuleInfo Info { get; } = new("N07", nameof(RangeIsWellFormed), Severity.High, Fault.Core, Era.All,
        "A notified range is not empty, in whole pages, and aligned to the level of the entries it changes.",
        "commit 785373b4: \"it's bytes not pages, 2M not 512\", and the missing mask of its third point",
        EventKindSet.Of(EventKind.RangeStartEntered), [Empty, Bytes, Unaligned, Base])
    {
        // invalidate_range has a range of its own.
        Instead = EventKindSet.Of(EventKind.RangeInvalidated),
        Counterexample = "run · A enter-start 0x1000..0x1001",
    };

    public void On(in RangeStartEntered start, MachineState state, Verdicts verdicts)
    {
        if (Judge(start.Extent) is { } reason) verdicts.Violated(reason, start, start.Mm, start.Start);
        else verdicts.Holds();
    }

    public void On(in RangeInvalidated ir, MachineState state, Verdicts verdicts)
    {
        // The range of a bracket was judged at its start.
        if (ir.Source == InvalidationSource.RangeEnd) return;

        // A nested mmu_gather of 6.1 resets its range to nothing and flushes everything: imprecise, and harmless.
        if (!ir.Start.IsKnown && !ir.End.IsKnown) return;
        if (Judge(ir.Extent) is { } reason) verdicts.Violated(reason, ir, ir.Mm, ir.Start);
        else verdicts.Holds();
    }

    public void On(in ChangeSettled settled, MachineState state, Verdicts verdicts)
    {
        // Never at range_start: a compound page mapped by small entries may rightly begin anywhere.
        if (settled.Store.Level == TableLevel.Pte || settled.Bracket is not { IsOpen: true } bracket || LevelJudged.Of(bracket)) return;
        if (!settled.Store.Address.IsKnown) return;
        LevelJudged.Of(bracket) = true;

        // A range over several entries, or over a part of a mapping, may begin anywhere outside the entry it changes.
        if (bracket.Extent.Start == settled.Store.Address || !settled.Store.Extent.Contains(bracket.Extent.Start)) verdicts.Holds();
        else
            verdicts.Violated(Base, settled.Store, settled.Store.Mm, settled.Store.Address, settled.Context, new Witness("start", bracket.Start));
    }

    private static Reason? Judge(AddressRange range)
    {
        if (range.IsEmpty) return Empty;
        if (range.End.IsKnown && !range.End.IsPageAligned) return Bytes;
        return range.Start.IsPageAligned ? null : Unaligned;
    }
}
