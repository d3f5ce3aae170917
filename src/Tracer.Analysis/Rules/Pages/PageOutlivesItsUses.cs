using Tracer.Analysis.Eras;
using Tracer.Analysis.Findings;
using Tracer.Analysis.State;

namespace Tracer.Analysis.Rules.Pages;

/// <summary>T03: a page may be freed once nobody can reach it through an entry that is gone.</summary>
/// <remarks>
/// A kernel trace does not show who else may reach a page; but a mmu_gather holds those that its task's zap gives it until that task has flushed, so that one which the same task
/// frees before was freed too early.
/// </remarks>
public sealed class PageOutlivesItsUses : Rule, IHandle<PteChanged>, IHandle<RangeStartReturned>, IHandle<RangeInvalidated>, IHandle<PageInvalidated>,
    IHandle<PteChangeNotified>, IHandle<TlbFlushed>, IHandle<NotifierUnregistered>, IHandle<ReleaseReturned>, IHandle<PageFreed>
{
    private static readonly MachineSlot<TeardownList> Teardowns = new(static teardowns => teardowns.Clear());

    private static readonly MachineSlot<PageMappings> Mappings = new(static mappings => mappings.Clear());

    private static readonly TaskSlot<ZappedPages> Zapped = new(static pages => pages.Clear(), Lifetime.Operation);

    // The tasks that may have pages which wait for a flush: of hundreds that a trace has, a few.
    private static readonly MachineSlot<List<TaskState>> Waiting = new(static tasks => tasks.Clear());

    private static readonly Reason NotNotified = new("T03.not-notified",
        "{culprit} frees the page of {change}, and no range_start or invalidate_page has told drivers of it: their devices still use it.");

    private static readonly Reason NotInvalidated = new("T03.not-invalidated",
        "{culprit} frees the page of {change} before invalidate_range: a device that shares the page table still has it in its TLB.");

    private static readonly Reason NotFlushed = new("T03.not-flushed",
        "{culprit} frees the page of {change} before the TLB flush: CPUs still use it.");

    private static readonly Reason StillMapped = new("T03.still-mapped",
        "{culprit} frees the page that {map} maps, and the entry is still in force: CPUs go on using it.");

    public override RuleInfo Info { get; } = new("T03", nameof(PageOutlivesItsUses), Severity.Critical, Fault.Core, Era.All,
        "A page is freed only after every entry that mapped it was flushed from CPUs and announced to drivers.",
        "mm/mmu_gather.c: pages wait for tlb_flush_mmu; commit 4d4bbd8526a8, the OOM reaper that freed without telling",
        EventKindSet.Of(EventKind.PageFreed, EventKind.PteChanged, EventKind.TlbFlushed, EventKind.GatherBegan), [NotNotified, NotInvalidated, NotFlushed, StillMapped])
    {
        Counterexample = "run · A lock ptl1 · A clear 0x1000 old=pfn7 · A unlock ptl1 · A free pfn=7",
    };

    public void On(in PteChanged change, MachineState state, Verdicts verdicts)
    {
        if (!state.IsExact) Follow(in change, state);
        if (!state.IsExact || !change.Address.IsKnown) return;
        var known = Mappings.Of(state).Take(in change);
        var kind = change.Classify();
        if (kind == ChangeClass.Establish) Teardowns.Of(state).Remove(PageMapping.SetBy(in change));
        if (known is null && kind is not (ChangeClass.Teardown or ChangeClass.Replace)) return;
        var ended = known ?? PageMapping.EndedBy(in change);
        if (ended.Mm.Value == 0 || state.Table(change.Table).Reach == TableReach.Private) return;
        Teardowns.Of(state).Add(in change, in ended, PageHolders.Of(in ended, in change, state));
    }

    public void On(in RangeStartReturned start, MachineState state, Verdicts verdicts)
    {
        if (start.Result == 0) Teardowns.Of(state).LetGo(start.Mm, start.Extent, Holders.StartDrivers);
    }

    public void On(in RangeInvalidated ir, MachineState state, Verdicts verdicts) => Teardowns.Of(state).LetGo(ir.Mm, ir.Extent, Holders.RangeDrivers);

    public void On(in PageInvalidated page, MachineState state, Verdicts verdicts) => Teardowns.Of(state).LetGo(in page);

    // Until 3.6 nobody but change_pte told of a copied page or a merged one: who had no such callback got invalidate_page in its place.
    public void On(in PteChangeNotified told, MachineState state, Verdicts verdicts)
    {
        if (RmapPaths.TellUnderLock(state.Eras)) Teardowns.Of(state).LetGo(told.Mm, AddressRange.Of(told.Address, PageSize.Small), Holders.StartDrivers);
    }

    public void On(in TlbFlushed flush, MachineState state, Verdicts verdicts)
    {
        if (flush.Scope == FlushScope.Local || flush.Deferred) return;
        Teardowns.Of(state).LetGo(flush.Mm, flush.Extent, Holders.Cpus);
        if (!state.IsExact) FlushZapped(in flush, state);
    }

    public void On(in NotifierUnregistered gone, MachineState state, Verdicts verdicts) => Teardowns.Of(state)
        .LetGo(gone.Mm, AddressRange.Everything, ~(Holders.Cpus | PageHolders.DriversOf(state.Mm(gone.Mm), state, without: gone.Driver)));

    public void On(in ReleaseReturned released, MachineState state, Verdicts verdicts) =>
        Teardowns.Of(state).LetGo(released.Mm, AddressRange.Everything, ~Holders.Cpus);

    public void On(in PageFreed page, MachineState state, Verdicts verdicts)
    {
        if (!state.IsExact)
        {
            JudgeZapped(in page, state, verdicts);
            return;
        }

        var teardowns = Teardowns.Of(state);
        if (teardowns.Of(page.Pfn, 1L << page.Order) is { } teardown)
            verdicts.Violated(ReasonOf(teardown.Holders), page, teardown.Mapping.Mm, teardown.Mapping.Address, new Witness("change", VmEvent.Of(teardown.Store)));
        else if (Mappings.Of(state).InForce(page.Pfn, 1L << page.Order, state) is { } map)
            verdicts.Violated(StillMapped, page, map.Mm, map.Address, new Witness("map", VmEvent.Of(map.Store)));
        else verdicts.Holds();
        teardowns.RemoveAll(page.Pfn, 1L << page.Order);
    }

    // A released address space is flushed once and for all, or not at all where its identifier is dropped.
    private static void Follow(in PteChanged change, MachineState state)
    {
        var task = state.TaskOf(change.Header);
        if (change.New.IsPresent) Zapped.Of(task).Remove(change.New.Pfn);
        if (state.PlaceOf(change.Header) != KernelPlace.Zap || change.Classify() != ChangeClass.Teardown || (change.Old.Bits & PageEntry.PresentBit) == 0) return;
        if (task.Gather.Header.Kind == EventKind.None || task.Gather.As<GatherBegan>().Mm != change.Mm || state.Mm(change.Mm).IsReleased) return;
        if (!Waiting.Of(state).Contains(task)) Waiting.Of(state).Add(task);
        Zapped.Of(task).Add(in change);
    }

    private static void FlushZapped(in TlbFlushed flush, MachineState state)
    {
        var (own, waiting) = (state.TaskOf(flush.Header), Waiting.Of(state));
        for (var i = waiting.Count - 1; i >= 0; i--)
            if (!Zapped.Of(waiting[i]).Flush(in flush, waiting[i] == own)) waiting.RemoveAt(i);
    }

    private static void JudgeZapped(in PageFreed page, MachineState state, Verdicts verdicts)
    {
        if (Zapped.Of(state.TaskOf(page.Header)).Free(page.Pfn, page.Order, out var wasZapped) is { } early)
            verdicts.Violated(NotFlushed, page, early.Mm, early.Address, new Witness("change", VmEvent.Of(early)));
        else if (wasZapped) verdicts.Holds();
        else verdicts.Unjudged("the trace does not show who else may reach the page");
    }

    // One of several is named, the one with the most harm: what the core forgot for good before what it only put off.
    private static Reason ReasonOf(Holders holders) =>
        (holders & Holders.StartDrivers) != 0 ? NotNotified : (holders & Holders.RangeDrivers) != 0 ? NotInvalidated : NotFlushed;
}
