namespace Tracer.Tests.SecondOpinion;

/// <summary>Section 2.2, invalidate_range under the page-table lock. I07 speaks of 4.15 and later, I08 and I09 are no errors, I11 to I16 speak of 6.6 and later.</summary>
internal static class InvalidationChecks
{
    internal static IReadOnlyList<SlowCheck> All { get; } =
    [
        new("I01", 6, 6, a => Needing(a).Where(change => When(a, change) == Place.Nowhere).Select(change => change.At)),
        new("I02", 6, 6, SetBeforeInvalidated),
        new("I03", 0, 6, a => a.Sleeps.Where(sleep => sleep.Rule == "I03").Select(sleep => sleep.At)),
        new("I04", 6, 6, OutsideOfBrackets),
        new("I05", 6, 6, a => Needing(a).Where(change => When(a, change) == Place.Before).Select(change => change.At)),
        new("I06", 6, 6, a => Needing(a).Where(change => When(a, change) == Place.After).Select(change => change.At)),
        new("I10", 6, 6, DeferredWithoutInvalidation),
    ];

    private enum Place
    {
        Nowhere,
        Before,
        Within,
        After,
    }

    // Case A, as far as the new entry tells: a swap slot, whose page may be freed. Case B: another page, unless KSM has compared the two.
    // What a gather has collected is flushed before it is freed, which is T03's matter.
    private static IEnumerable<Change> Needing(Account a) =>
        a.Changes.Where(change => change.Class is ChangeClass.Teardown or ChangeClass.Replace && change.Hold is not null && change.Unlocked < a.Events.Count
            && !a.IsReleased(change.Said.Mm, change.At) && a.Moments[change.At].Gathers.Count == 0 && (IsSwappedOut(change) || IsOfAnotherPage(change)));

    private static bool IsSwappedOut(Change change) => change.Final is { IsSwap: true, IsMigration: false };

    private static bool IsOfAnotherPage(Change change) =>
        change.Final is var final && final.IsPresent && final.IsLeafAt(change.Said.Level) && final.Pfn != change.Said.Old.Pfn
        && !(change.Function == "replace_page" && !change.Said.Old.IsWritable && !final.IsWritable);

    private static Place When(Account a, Change change)
    {
        var bracket = BracketChecks.Open(a, change).FirstOrDefault(open => open.Range.Contains(change.Extent));
        var end = a.OperationEnd(change.At);
        var all = a.All<RangeInvalidated>().Where(told => told.Said.Header.Task == change.Task && told.Said.Mm == change.Said.Mm && told.Said.Extent.Contains(change.Extent)
            && told.At > (bracket?.Opened ?? a.OperationAt(change.At)) && told.At < end).ToList();
        if (all.Any(told => told.At > change.At && (told.At < change.Unlocked || told.Said.Source == InvalidationSource.RangeEnd))) return Place.Within;
        if (all.Any(told => told.At > change.Unlocked)) return Place.After;
        return all.Count > 0 ? Place.Before : Place.Nowhere;
    }

    private static IEnumerable<int> SetBeforeInvalidated(Account a)
    {
        foreach (var cleared in a.Changes.Where(change => change.Class is ChangeClass.Teardown or ChangeClass.Replace && change.Hold is not null && !a.IsReleased(change.Said.Mm, change.At)))
        {
            if (!IsOfAnotherPage(cleared)) continue;
            var set = a.All<PteChanged>().First(later => later.At >= cleared.At && cleared.Same(later.Said) && later.Said.New.IsPresent).At;
            if (!a.All<RangeInvalidated>().Any(told => told.At > cleared.At && told.At < set && told.Said.Header.Task == cleared.Task && told.Said.Mm == cleared.Said.Mm
                && told.Said.Extent.Contains(cleared.Extent))) yield return set;
        }
    }

    // An empty range is nowhere, and N07's. Where the change itself is named for want of a bracket around it, there is no more to say of its IR.
    private static IEnumerable<int> OutsideOfBrackets(Account a) =>
        a.All<RangeInvalidated>().Where(told => told.Said.Source == InvalidationSource.Explicit && !told.Said.Extent.IsEmpty
            && !a.OpenAt(told.At, told.Said.Header.Task, told.Said.Mm).Any(bracket => bracket.Range.Contains(told.Said.Extent))
            && !BracketChecks.Owed(a).Any(change => change.At < told.At && change.At > a.OperationAt(told.At) && change.Task == told.Said.Header.Task && change.Said.Mm == told.Said.Mm
                && change.Extent.Overlaps(told.Said.Extent) && !BracketChecks.IsBracketed(a, change))).Select(told => told.At);

    private static IEnumerable<int> DeferredWithoutInvalidation(Account a) =>
        from deferred in a.All<TlbFlushed>()
        where deferred.Said.Deferred
        from change in a.Changes
        where change.Task == deferred.Said.Header.Task && change.Said.Mm == deferred.Said.Mm && change.Class == ChangeClass.Teardown && !change.IsPutBack
            && change.At < deferred.At && deferred.At < change.Unlocked && change.Hold is not null && change.Unlocked < a.Events.Count && deferred.Said.Extent.Contains(change.Extent)
        where !a.All<RangeInvalidated>().Any(told => told.At > change.At && told.At < change.Unlocked && told.Said.Header.Task == change.Task && told.Said.Mm == change.Said.Mm
            && told.Said.Extent.Contains(change.Extent))
        select change.At;
}
