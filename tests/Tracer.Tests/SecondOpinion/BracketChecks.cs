namespace Tracer.Tests.SecondOpinion;

/// <summary>Section 2.1, the brackets of the core.</summary>
internal static class BracketChecks
{
    internal static IReadOnlyList<SlowCheck> All { get; } =
    [
        new("N01", 0, 6, a => Unannounced(a).Where(change => !HasEnded(a, change)).Select(change => change.At)),
        new("N02", 2, 6, StartsInAtomicContext),
        new("N03", 0, 6, a => Unannounced(a).Where(change => HasEnded(a, change)).Select(change => change.At)),
        new("N04", 0, 6, Unpaired),
        new("N05", 0, 6, a => Owed(a).Where(change => Open(a, change).Any() && !IsBracketed(a, change)).Select(change => change.At)),
        new("N06", 0, 6, a => TooShortForACompoundPage(a).Concat(TooShortForATable(a))),
        new("N07", 0, 6, a => IllFormed(a).Concat(UnalignedForAHugeEntry(a))),
        new("N09", 0, 6, CalledWithoutALock),
        new("N10", 0, 6, NotLookedAtAgain),
        new("N11", 0, 6, InvalidationsThatStandForABracket),
        new("N14", 0, 6, CountsAnythingElse),
        new("N16", 0, 6, PagesGoneBeforeStartReturns),
        new("N18", 0, 6, a => UnmapsBeforeRelease(a).Concat(CallbacksAfterRelease(a))),
        new("N21", 0, 6, FlushesTooLate),
    ];

    /// <summary>The changes that N01, N03 and N05 speak of.</summary>
    internal static IEnumerable<Change> Owed(Account a) =>
        a.Changes.Where(change => change.TakesAway && change.Said.Mm.Value != 0 && !a.IsReleased(change.Said.Mm, change.At) && !change.IsPutBack && !IsToldOtherwise(a, change));

    internal static IEnumerable<Bracket> Open(Account a, Change change) => a.OpenAt(change.At, change.Task, change.Said.Mm);

    internal static bool IsBracketed(Account a, Change change) => Open(a, change).Any(bracket => bracket.Range.Contains(change.Extent));

    private static IEnumerable<Change> Unannounced(Account a) => Owed(a).Where(change => !Open(a, change).Any());

    // E0 to E3 and E5: the paths of the reverse map use invalidate_page alone, DAX in E4 too, and P03 says whether it was enough; until 3.6 so does whoever replaces a page by change_pte.
    private static bool IsToldOtherwise(Account a, Change change) =>
        UsesPages(a, change) || IsReapedUnheard(a, change)
        || IsToldByPageAlone(a, change) && (Pages(a, change).Any() || ReplacedByChangePte(a, change));

    internal static bool IsToldByPageAlone(Account a, Change change) => UsesPages(a, change) || a.Era < 2 && change.Function is "wp_page_copy" or "write_protect_page" or "replace_page";

    internal static bool UsesPages(Account a, Change change) => change.Function == "dax_mapping_entry_mkclean" ? a.Era < 6 : change.IsReverseMap && a.Era is 0 or 1 or 2 or 3 or 5;

    // Section 4, path 17: until 4.18 the reaper opens no range, and since 4.13 it passes over an address space that anybody has registered with.
    private static bool IsReapedUnheard(Account a, Change change) => a.OperationName(change.At) == "oom-reaper" && !a.DriversOf(change.Said.Mm, change.At).Any();

    /// <summary>invalidate_page calls of the change's task for a part of its entry, in time.</summary>
    internal static IEnumerable<AddressRange> Pages(Account a, Change change)
    {
        var end = Deadline(a, change);
        return a.All<PageInvalidated>().Where(told => told.At > change.At && told.At < end && told.Said.Header.Task == change.Task && told.Said.Mm == change.Said.Mm)
            .Select(told => told.Said.Extent).Where(page => page.Overlaps(change.Extent));
    }

    // The reverse map's paths have until their operation ends; whoever replaced a page did it under the lock.
    private static int Deadline(Account a, Change change) => change.IsReverseMap || change.Hold is null ? a.OperationEnd(change.At) : change.Unlocked;

    private static bool ReplacedByChangePte(Account a, Change change)
    {
        var end = Deadline(a, change);
        return a.Era < 2 && a.All<PteChangeNotified>().Any(told => told.At > change.At && told.At < end && told.Said.Header.Task == change.Task
            && told.Said.Mm == change.Said.Mm && change.Extent.Contains(told.Said.Address));
    }

    private static bool HasEnded(Account a, Change change)
    {
        var began = a.OperationAt(change.At);
        return began >= 0 && a.Brackets.Any(bracket => bracket.Task == change.Task && bracket.Mm == change.Said.Mm && bracket.Closed < change.At && bracket.Closed > began
            && bracket.Range.Contains(change.Extent)
            && !Owed(a).Any(other => other.Task == change.Task && other.Said.Mm == bracket.Mm && bracket.IsOpenAt(other.At) && other.Extent.Overlaps(change.Extent)));
    }

    private static IEnumerable<int> StartsInAtomicContext(Account a) =>
        a.All<RangeStartEntered>().Where(told => told.Said.Blockable && a.Moments[told.At].Depth > 0).Select(told => told.At);

    private static IEnumerable<int> Unpaired(Account a)
    {
        foreach (var (at, end) in a.All<RangeEndEntered>())
            if (!a.Brackets.Any(bracket => bracket.Closed == at && bracket.Range == end.Extent)) yield return at;
        foreach (var bracket in a.Brackets)
            if (bracket.Deadline < a.Events.Count && bracket.Deadline < bracket.Closed) yield return bracket.Opened;
    }

    private static IEnumerable<int> TooShortForACompoundPage(Account a) =>
        from change in Owed(a)
        where change.IsReverseMap && IsBracketed(a, change)
        let page = PageLife.Of(a, change.Said.Old.Pfn, change.At)
        where page is { Order: > 0 }
        let start = unchecked(change.Said.Address.Value - (ulong)(change.Said.Old.Pfn.Value - page.Head.Value) * PageSize.Small)
        let whole = Clip(a, change, AddressRange.Of(new VirtualAddress(start), PageSize.Small << page.Order))
        where !Open(a, change).Any(bracket => bracket.Range.Contains(whole))
        select change.At;

    private static AddressRange Clip(Account a, Change change, AddressRange range)
    {
        var region = a.All<VmaChanged>().LastOrDefault(told => told.At < change.At && told.Said.Mm == change.Said.Mm && told.Said.Change == VmaChange.Added
            && told.Said.Extent.Contains(change.Said.Address)).Said.Extent;
        if (region.IsEmpty) return range;
        return new(range.Start < region.Start ? region.Start : range.Start, range.End > region.End ? region.End : range.End);
    }

    // A split: what one entry mapped is mapped by a table from now on.
    private static IEnumerable<int> TooShortForATable(Account a) =>
        from change in a.Changes
        where change.Class == ChangeClass.RemapLevel && Open(a, change).Any() && !IsBracketed(a, change)
        select change.At;

    // What range_end calls names the range that was judged at its start.
    private static IEnumerable<int> IllFormed(Account a) =>
        a.All<RangeStartEntered>().Select(told => (told.At, told.Said.Extent)).Concat(a.All<RangeInvalidated>().Where(told => told.Said.Source != InvalidationSource.RangeEnd).Select(told => (told.At, told.Said.Extent)))
            .Where(told => told.Extent.IsEmpty || !told.Extent.Start.IsPageAligned || told.Extent.End.IsKnown && !told.Extent.End.IsPageAligned)
            .Select(told => told.At);

    private static IEnumerable<int> UnalignedForAHugeEntry(Account a)
    {
        foreach (var bracket in a.Brackets)
        {
            var first = Owed(a).FirstOrDefault(change => change.Task == bracket.Task && change.Said.Mm == bracket.Mm && bracket.IsOpenAt(change.At) && change.Said.Level > TableLevel.Pte
                && change.Extent.Overlaps(bracket.Range));
            if (first is not null && first.Extent.Start < bracket.Range.Start) yield return first.At;
        }
    }

    // A TLB flush calls invalidate_range wherever it runs (E9), and what range_end calls is judged with it.
    private static IEnumerable<int> CalledWithoutALock(Account a)
    {
        var calls = a.All<RangeStartEntered>().Select(told => (told.At, told.Said.Mm)).Concat(a.All<RangeEndEntered>().Select(told => (told.At, told.Said.Mm)))
            .Concat(a.All<RangeInvalidated>().Where(told => told.Said.Source == InvalidationSource.Explicit).Select(told => (told.At, told.Said.Mm)));
        return calls.Where(call => !a.IsReleasing(call.Mm, call.At) && !a.Moments[call.At].Held.Any(hold =>
            hold.IsOfReverseMap || hold.Lock.Class == LockClass.MmapLock && (hold.Lock.Mm == call.Mm || hold.Lock.Mm.Value == 0))).Select(call => call.At);
    }

    private static IEnumerable<int> NotLookedAtAgain(Account a) =>
        from change in Owed(a)
        where change.Hold is not null && IsBracketed(a, change)
        let reads = a.All<PteRead>().Where(read => read.Said.Header.Task == change.Task && read.Said.Table == change.Said.Table && read.Said.Index == change.Said.Index
            && read.At < change.At && read.At > (a.Moments[change.At].Operations is [.., var began] ? began : change.At)).Select(read => read.At)
        where reads.Any() && !reads.Any(read => read > change.Hold!.Since)
            && !a.All<PteChanged>().Any(before => before.At > change.Hold!.Since && before.At < change.At && change.Same(before.Said))
        select change.At;

    private static IEnumerable<int> InvalidationsThatStandForABracket(Account a) =>
        from change in Unannounced(a)
        where !HasEnded(a, change)
        let end = a.OperationEnd(change.At)
        from told in a.All<RangeInvalidated>()
        where told.At > change.At && told.At < end && told.Said.Header.Task == change.Task && told.Said.Mm == change.Said.Mm && told.Said.Extent.Overlaps(change.Extent)
            && told.Said.Source == InvalidationSource.Explicit
        select told.At;

    // A start that is counted is one more; a start that is answered has been counted, an end counted down; and none is counted only when all have ended.
    private static IEnumerable<int> CountsAnythingElse(Account a)
    {
        var steps = a.All<InvalidationCounted>().Where(told => told.Said.Open >= 0).ToList();
        foreach (var (at, step) in steps)
        {
            var before = steps.LastOrDefault(told => told.At < at && told.Said.Driver == step.Driver).Said.Open;
            if (step.Step == CounterStep.CountRaised && step.Open <= before) yield return at;
            if (step is { Step: CounterStep.CountLowered, Open: 0 } && a.Brackets.Any(bracket => bracket.Mm == step.Mm && bracket.IsOpenAt(at) && IsCounted(a, bracket, step.Driver))) yield return at;
        }

        foreach (var call in a.Callbacks.Where(call => (call.Traits & DriverTraits.Counts) != 0 && call.Said.Callback is CallbackKind.RangeStart or CallbackKind.RangeEnd))
        {
            var owed = call.Said.Callback == CallbackKind.RangeStart ? CounterStep.CountRaised : CounterStep.CountLowered;
            if (!call.Within<InvalidationCounted>(a).Any(told => told.Said.Step == owed && told.Said.Driver == call.Said.Driver)) yield return call.Returned;
        }
    }

    // The driver was told of the start.
    private static bool IsCounted(Account a, Bracket bracket, DriverId driver) =>
        a.Callbacks.Any(call => call.Said.Callback == CallbackKind.RangeStart && call.Said.Driver == driver && call.Said.Range == bracket.Id && call.Said.Header.Task == bracket.Task && call.Returned < bracket.Opened);

    private static IEnumerable<int> PagesGoneBeforeStartReturns(Account a) =>
        from start in a.All<RangeStartReturned>()
        where start.Said.Result == 0 && !a.IsReleased(start.Said.Mm, start.At)
        from freed in a.All<PageFreed>()
        where freed.At < start.At && PageLife.Of(a, freed.Said.Pfn, start.At) is null
            && PageLife.Mappings(a, freed.Said, start.At).Any(mapping => mapping.IsMapped && mapping.Mm == start.Said.Mm && mapping.Extent.Overlaps(start.Said.Extent))
        select start.At;

    private static IEnumerable<int> UnmapsBeforeRelease(Account a) =>
        a.Changes.Where(change => change.Class == ChangeClass.Teardown && change.Said.Mm.Value != 0 && a.OperationName(change.At) == "exit"
            && (!a.IsReleased(change.Said.Mm, change.At) || a.All<ReleaseEntered>().Any(told => told.At > change.At && told.Said.Mm == change.Said.Mm))).Select(change => change.At);

    private static IEnumerable<int> CallbacksAfterRelease(Account a) =>
        a.All<CallbackEntered>().Where(told => a.IsReleased(told.Said.Mm, told.At) && told.Said.Callback != CallbackKind.Release).Select(told => told.At);

    private static IEnumerable<int> FlushesTooLate(Account a) =>
        from change in a.Changes
        where change.TakesAway && !change.IsPutBack && change.Said.Mm.Value != 0 && change.Hold is not null && change.Unlocked < a.Events.Count && !IsBatched(a, change)
        where !a.All<TlbFlushed>().Any(told => told.At > change.At && told.At < change.Unlocked && told.Said.Header.Task == change.Task && told.Said.Mm == change.Said.Mm
            && told.Said.Extent.Contains(change.Extent))
        select change.At;

    // mmu_gather, mprotect, clear_refs; dup_mmap, which flushes once for all that fork has write-protected; MADV_FREE, whose page stays (section 4, paths 3 and 7).
    private static bool IsBatched(Account a, Change change) =>
        a.Moments[change.At].Gathers.Count > 0 || change.Function is "copy_pte_range" or "copy_huge_pmd" or "madvise_free_pte_range";
}
