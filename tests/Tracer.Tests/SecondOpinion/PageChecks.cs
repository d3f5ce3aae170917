namespace Tracer.Tests.SecondOpinion;

/// <summary>Section 2.4, when a page may be given back. T01, T02 and T04 to T14 are not looked at.</summary>
internal static class PageChecks
{
    internal static IReadOnlyList<SlowCheck> All { get; } = [new("T03", 0, 6, FreedTooEarly)];

    private static IEnumerable<int> FreedTooEarly(Account a) =>
        from freed in a.All<PageFreed>()
        where PageLife.Mappings(a, freed.Said, freed.At).Where(mapping => mapping.Mm.Value != 0).Any(mapping => mapping.IsMapped || !IsForgotten(a, mapping, freed.At))
        select freed.At;

    // By the CPUs, by who shares the page table, by who has start and end, and by who has invalidate_page alone where that alone is said; after release there is nobody left but the
    // CPUs. Who pins its pages keeps them from being freed (D10).
    private static bool IsForgotten(Account a, Mapping mapping, int free)
    {
        if (!a.All<TlbFlushed>().Any(flush => flush.At > mapping.Gone && flush.At < free && flush.Said.Mm == mapping.Mm && !flush.Said.Deferred && flush.Said.Extent.Contains(mapping.Extent)))
            return false;
        if (a.IsReleased(mapping.Mm, mapping.Gone)) return true;
        var drivers = a.DriversOf(mapping.Mm, free).Where(driver => !driver.Traits.HasFlag(DriverTraits.PinsPages)).ToList();
        var sharers = drivers.Any(driver => driver.Traits.HasFlag(DriverTraits.InvalidateRange));
        if (sharers && !a.All<RangeInvalidated>().Any(told => told.At > mapping.Gone && told.At < free && told.Said.Mm == mapping.Mm && told.Said.Extent.Contains(mapping.Extent))
            && !IsToldByPage(a, mapping, free)) return false;
        var pagers = drivers.Any(driver => (driver.Traits & (DriverTraits.RangeStart | DriverTraits.InvalidateRange | DriverTraits.InvalidatePage)) == DriverTraits.InvalidatePage);
        if (pagers && a.Stores.First(change => change.At == mapping.Gone) is var gone && BracketChecks.IsToldByPageAlone(a, gone) && !IsToldByPage(a, mapping, free)) return false;
        var starters = drivers.Any(driver => driver.Traits.HasFlag(DriverTraits.RangeStart));
        return !starters || IsToldByPage(a, mapping, free)
            || a.Brackets.Any(bracket => bracket.Mm == mapping.Mm && (bracket.IsOpenAt(mapping.Gone) || bracket.Opened > mapping.Gone && bracket.Opened < free) && bracket.Range.Contains(mapping.Extent));
    }

    private static bool IsToldByPage(Account a, Mapping mapping, int free) =>
        a.All<PageInvalidated>().Any(told => told.At > mapping.Gone && told.At < free && told.Said.Mm == mapping.Mm && told.Said.Extent.Overlaps(mapping.Extent))
        || a.Era < 2 && a.All<PteChangeNotified>().Any(told => told.At > mapping.Gone && told.At < free && told.Said.Mm == mapping.Mm && mapping.Extent.Contains(told.Said.Address));
}
