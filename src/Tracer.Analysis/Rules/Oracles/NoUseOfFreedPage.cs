using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Oracles;

/// <summary>S01: a device touched memory that was no longer its own. It looks at pages and accesses alone, never at brackets or locks.</summary>
public sealed class NoUseOfFreedPage : Rule, IHandle<SecondaryAccessed>, IHandle<SecondaryUnmapped>
{
    private static readonly Reason Freed = new("S01.freed", "{culprit} uses a page that {free} had given away.");

    private static readonly Reason Reused = new("S01.reused", "{culprit} uses a page that has since been handed out to somebody else.");

    private static readonly Reason Zapped = new("S01.zap-freed",
        "{culprit} finds an entry to a page that {free} had given away: until now the device could use it.");

    public override RuleInfo Info { get; } = new("S01", nameof(NoUseOfFreedPage), Severity.Critical, Fault.Core, Era.All,
        "No device uses a page after it is freed, and none has an entry to it.",
        "the splat in mmu_spte_clear_track_bits that the thread of 2017-08-29 is about",
        EventKindSet.Of(EventKind.PageFreed, EventKind.SecondaryMapped), [Freed, Reused, Zapped])
    {
        Kind = FindingKind.Outcome,
        Counterexample = "run · D alloc pfn=7 · D free pfn=7 · D access 0x1000 pfn=7",
    };

    public void On(in SecondaryAccessed access, MachineState state, Verdicts verdicts)
    {
        if (state.Frame(access.Pfn) is not { } frame) verdicts.Unjudged("the page's beginning is not shown");
        else if (access.Generation != 0 && access.Generation != frame.Generation) verdicts.Violated(Reused, access, access.Mm, access.Address);
        else if (frame.IsFree) verdicts.Violated(Freed, access, access.Mm, access.Address, new Witness("free", frame.Freed));
        else verdicts.Holds();
    }

    public void On(in SecondaryUnmapped zap, MachineState state, Verdicts verdicts)
    {
        var head = state.Frame(zap.Pfn);
        var lost = head is { IsFree: false } known && (zap.Generation == 0 || zap.Generation == known.Generation) ? FreePart(in zap, state) : head;
        if (lost is { } frame) verdicts.Violated(Zapped, zap, zap.Mm, zap.Address, new Witness("free", frame.Freed));
        else if (head is null) verdicts.Unjudged("the page's beginning is not shown");
        else verdicts.Holds();
    }

    // A huge page that was split may have been given away in part.
    private static FrameState? FreePart(in SecondaryUnmapped zap, MachineState state)
    {
        for (var i = 1L; i < (long)(PageSize.Of(zap.Level) / PageSize.Small); i++)
            if (state.Frame(new Pfn(zap.Pfn.Value + i)) is { IsFree: true } frame) return frame;
        return null;
    }
}
