using Tracer.Analysis;

namespace Tracer.Tests.Reports;

/// <summary>try_to_unmap_one of aac2fea9 beside a guest that keeps writing: no bracket, a TLB-style notification after the loop, a page used after it was freed.</summary>
internal sealed class ReclaimUnderAac2fea9
{
    private const string Kswapd = "kswapd0-61";
    private const string Vcpu = "CPU 0/KVM-904";
    private const string Rmap = "try_to_unmap_one";
    private static readonly MmId Mm = new(3);
    private static readonly VirtualAddress Page = new(0x7f1526610000);
    private static readonly Pfn Frame = new(0x10640c);

    public static RuleInfo N01 { get; } = new(
        "N01", "ChangeLiesInsideBracket", Severity.Critical, Fault.Core, Era.WithRmapBrackets,
        "A change that takes a page away lies inside a bracket of its task that covers it.",
        "Documentation/mm/mmu_notifier.rst", EventKindSet.Of(EventKind.PteChanged),
        [new Reason("N01.no-bracket", "{culprit} takes the page away, but its task has no bracket open: a device that keeps its own table, like the one that {mapped} filled, is not told to let go of it") { LacksBracket = true }])
    { Counterexample = "A lock ptl1 · A clear 0x1000 · A unlock ptl1" };

    public static RuleInfo N11 { get; } = new(
        "N11", "InvalidateRangeIsNoBracket", Severity.Critical, Fault.Core, Era.E4, "An invalidate_range stands for no bracket.", "commit aac2fea94f7a",
        EventKindSet.Of(EventKind.RangeInvalidated), [new Reason("N11.instead", "{culprit} is all that tells of {change}, and drivers with start and end do not hear it")]);

    public static RuleInfo S01 { get; } = new(
        "S01", "NoUseOfFreedPage", Severity.Critical, Fault.Core, Era.All, "No device uses a page after it was freed.", "the outcome itself",
        EventKindSet.Of(EventKind.SecondaryAccessed, EventKind.PageFreed), [new Reason("S01.access", "{culprit} uses the page that {freed} gave back")])
    {
        Kind = FindingKind.Outcome,
    };

    public static RuleInfo P04 { get; } = new(
        "P04", "InvalidatePageLiesInsideBracket", Severity.Policy, Fault.Core, Era.All, "No notifier is called under a page-table lock.", "785373b4",
        EventKindSet.Of(EventKind.RangeInvalidated), [new Reason("P04.under-ptl", "{culprit} notifies before {taken} is released")])
    {
        Kind = FindingKind.Policy,
    };

    public ReclaimUnderAac2fea9()
    {
        var kvm = Stream.Driver("kvm");
        var folio = new LockAcquired { Lock = Stream.Lock("folio 0x10640c"), Class = LockClass.Folio, Type = LockType.FolioBit };
        var mmuLock = new LockAcquired { Lock = Stream.Lock("mmu_lock"), Class = LockClass.Driver, Type = LockType.Spin };
        Stream.Add(Vcpu, new SecondaryFaultBegan { Driver = kvm, Address = Page, Mm = Mm, Write = true });
        Stream.Add(Vcpu, mmuLock, "tdp_page_fault", 1);
        var mapped = Stream.Add(Vcpu, new SecondaryMapped { Driver = kvm, Address = Page, Pfn = Frame, Mm = Mm, Generation = 1, Writable = true }, "__direct_map", 1);
        Stream.Add(Vcpu, Released(mmuLock), "tdp_page_fault");
        Stream.Add(Vcpu, new SecondaryFaultEnded { Driver = kvm, Address = Page, Mm = Mm, Mapped = true });
        Stream.Add(Kswapd, new OperationBegan { Operation = new(Stream.Id(NameSpace.Operation, "shrink_page_list")), Mm = Mm, Address = VirtualAddress.Unknown });
        var folioTaken = Stream.Add(Kswapd, folio, "shrink_page_list", 0);
        var rmap = new LockAcquired { Lock = Stream.Lock("0x7e8"), Class = LockClass.AnonVma, Type = LockType.RwSemaphore, Mode = LockMode.Shared };
        var rmapTaken = Stream.Add(Kswapd, rmap, "rmap_walk_anon", 0);
        Stream.Add(Vcpu, new SecondaryAccessed { Driver = kvm, Address = Page, Pfn = Frame, Mm = Mm, Generation = 1, Write = true });
        var ptl = new LockAcquired { Lock = Stream.Lock("0x9a8"), Mm = Mm, Table = new(5), Class = LockClass.PageTable, Type = LockType.Spin };
        var ptlTaken = Stream.Add(Kswapd, ptl, "page_vma_mapped_walk", 1);
        var cleared = Stream.Add(Kswapd, new PteChanged { Mm = Mm, Address = Page, Old = PageEntry.Present(Frame, true, true), New = PageEntry.None, Table = new(5), Index = 16 }, Rmap, 1);
        Stream.Add(Kswapd, new TlbFlushed { Mm = Mm, Start = Page, End = Page + PageSize.Small }, Rmap, 1);
        Stream.Add(Kswapd, new PteChanged { Mm = Mm, Address = Page, Old = PageEntry.None, New = PageEntry.Swap(1, 77), Table = new(5), Index = 16, Operation = PteOperation.Set }, Rmap, 1);
        Stream.Add(Vcpu, new SecondaryAccessed { Driver = kvm, Address = Page, Pfn = Frame, Mm = Mm, Generation = 1, Write = true });
        Stream.Add(Kswapd, Released(ptl), "page_vma_mapped_walk", 1);
        var invalidated = Stream.Add(Kswapd, new RangeInvalidated { Mm = Mm, Start = Page, End = Page + 1 }, Rmap, 0);
        Stream.Add(Kswapd, new CallbackEntered { Driver = Stream.Driver("amd-iommu"), Mm = Mm, Start = Page, End = Page + 1, Callback = CallbackKind.InvalidateRange });
        Stream.Add(Kswapd, new CallbackReturned { Driver = Stream.Driver("amd-iommu"), Mm = Mm, Start = Page, End = Page + 1, Callback = CallbackKind.InvalidateRange });
        Stream.Add(Kswapd, Released(rmap), "rmap_walk_anon", 0);
        Stream.Add(Kswapd, Released(folio), "shrink_page_list", 0);
        var freed = Stream.Add(Kswapd, new PageFreed { Pfn = Frame, Generation = 1 }, "free_unref_page", 0);
        var used = Stream.Add(Vcpu, new SecondaryAccessed { Driver = kvm, Address = Page, Pfn = Frame, Mm = Mm, Generation = 1, Write = true });

        Outcome = Of(S01, used, [new("freed", freed), new("culprit", used)]);
        NoBracket = Of(N01, cleared, [new("mapped", mapped), new("culprit", cleared)], [folioTaken, rmapTaken, ptlTaken]) with { PreemptDepth = 1 };
        NoBracket.ConfirmedBy.Add(Outcome);
        Instead = Of(N11, invalidated, [new("change", cleared), new("culprit", invalidated)], [folioTaken, rmapTaken]) with { PreemptDepth = 0 };
        Policy = Of(P04, invalidated, [new("taken", ptlTaken), new("culprit", invalidated)]);
    }

    public EventStream Stream { get; } = new(first: 2399);

    public Finding NoBracket { get; }

    public Finding Instead { get; }

    public Finding Outcome { get; }

    public Finding Policy { get; }

    public TraceReport Report => new()
    {
        Path = "run.nettrace",
        Origin = new TraceOrigin(TraceSourceKind.Nettrace, "aac2fea9", null, KnownFrom.Header),
        Verdict = TraceVerdict.Violated,
        Events = 2450,
        Names = Stream.Names,
        Findings = [NoBracket, Instead, Outcome],
        PolicyRemarks = [Policy],
        Rules =
        [
            new RuleResult(N01, RuleVerdict.Violated, 1204, 3, 1, [new("the trace starts after this task took its locks", 2), new("the address is not known", 1)]),
            new RuleResult(N11, RuleVerdict.Violated, 12, 0, 1, []),
            new RuleResult(P04, RuleVerdict.Violated, 12, 0, 1, []),
            new RuleResult(S01, RuleVerdict.Violated, 88, 0, 1, []),
            new RuleResult(N01 with { Id = "N03" }, RuleVerdict.NotExercised, 0, 0, 0, []),
            new RuleResult(N01 with { Id = "D02" }, RuleVerdict.NotObservable, 0, 0, 0, []),
            new RuleResult(N01 with { Id = "D03" }, RuleVerdict.NotObservable, 0, 0, 0, []),
        ],
    };

    public static Finding Of(RuleInfo rule, VmEvent culprit, Witness[] witnesses, VmEvent[]? held = null, VmEvent[]? brackets = null) => new()
    {
        Rule = rule,
        Reason = rule.Reasons[0],
        Culprit = culprit,
        Witnesses = witnesses,
        Held = [.. (held ?? []).Select(acquired => new HeldLock(acquired))],
        OpenBrackets = brackets ?? [],
        Mm = Mm,
        Address = Page,
    };

    private static LockReleased Released(LockAcquired taken) =>
        new() { Lock = taken.Lock, Mm = taken.Mm, Table = taken.Table, Class = taken.Class, Type = taken.Type, Mode = taken.Mode };
}
