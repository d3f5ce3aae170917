using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Pages;

/// <summary>T03: a page may be freed once nobody can reach it through an entry that is gone.</summary>
public sealed class PageOutlivesItsUses : Rule, IHandle<PageFreed>
{
    private static readonly Reason NotNotified = new("T03.not-notified",
        "{culprit} frees the page of {change}, and no range_start or invalidate_page has told drivers of it: their devices still use it.");

    private static readonly Reason NotInvalidated = new("T03.not-invalidated",
        "{culprit} frees the page of {change} before invalidate_range: a device that shares the page table still has it in its TLB.");

    private static readonly Reason NotFlushed = new("T03.not-flushed",
        "{culprit} frees the page of {change} before the TLB flush: CPUs still use it.");

    public override RuleInfo Info { get; } = new("T03", Severity.Critical, Fault.Core, Era.All,
        "A page is freed only after every entry that mapped it was flushed from CPUs and announced to drivers.",
        "mm/mmu_gather.c: pages wait for tlb_flush_mmu; commit 4d4bbd8526a8, the OOM reaper that freed without telling",
        EventKindSet.Of(EventKind.PageFreed, EventKind.PteChanged, EventKind.TlbFlushed), [NotNotified, NotInvalidated, NotFlushed])
    {
        Counterexample = "run · A lock ptl1 · A clear 0x1000 old=pfn7 · A unlock ptl1 · A free pfn=7",
    };

    public void On(in PageFreed page, MachineState state, Verdicts verdicts)
    {
        if (!state.IsExact) verdicts.Unjudged("the trace does not show every TLB flush");
        else if (state.Teardowns.Of(page.Pfn, 1L << page.Order) is not { } teardown) verdicts.Holds();
        else
            verdicts.Violated(ReasonOf(teardown.Holders), page, teardown.Store.Mm, teardown.Store.Address, new Witness("change", VmEvent.Of(teardown.Store)));
    }

    // One of several is named, the one with the most harm: what the core forgot for good before what it only put off.
    private static Reason ReasonOf(Holders holders) =>
        (holders & Holders.StartDrivers) != 0 ? NotNotified : (holders & Holders.RangeDrivers) != 0 ? NotInvalidated : NotFlushed;
}
