namespace Tracer.Tests.SecondOpinion;

/// <summary>Section 2.3, invalidate_page and change_pte. P04 was proposed and never enforced.</summary>
internal static class HistoryChecks
{
    internal static IReadOnlyList<SlowCheck> All { get; } =
    [
        new("P01", 2, 2, MappedBeforeInvalidatePage),
        new("P02", 0, 5, a => a.Sleeps.Where(sleep => sleep.Rule == "P02").Select(sleep => sleep.At)),
        new("P03", 0, 5, ToldOfTooFewPages),
        new("P05", 6, 6, a => a.All<PageInvalidated>().Select(told => told.At)),
        new("C01", 2, 6, SetBeforeNotified),
        new("C02", 0, 6, NotifiedBeforeCleared),
        new("C03", 0, 6, a => a.Sleeps.Where(sleep => sleep.Rule == "C03").Select(sleep => sleep.At)),
        new("C04", 2, 6, a => a.All<PteChangeNotified>()
            .Where(told => !a.OpenAt(told.At, told.Said.Header.Task, told.Said.Mm).Any(bracket => bracket.Range.Contains(told.Said.Address))).Select(told => told.At)),
        new("C05", 0, 6, MappedByChangePteAmongStarts),
    ];

    private static IEnumerable<int> MappedBeforeInvalidatePage(Account a) =>
        from change in a.Changes
        where change.TakesAway && change.IsReverseMap && !change.IsPutBack && change.Hold is not null
        let end = a.OperationEnd(change.At)
        let told = a.First(change.Unlocked, at => at < end && a.KindAt(at) == EventKind.PageInvalidated && a.TaskAt(at) == change.Task
            && a.Events[at].As<PageInvalidated>().Mm == change.Said.Mm && a.Events[at].As<PageInvalidated>().Extent.Overlaps(change.Extent))
        where told < a.Events.Count
        where a.Changes.Any(other => other.At > change.Unlocked && other.At < told && other.Task != change.Task && other.Said.Mm == change.Said.Mm
            && other.Class == ChangeClass.Establish && other.Extent.Overlaps(change.Extent))
        select told;

    // A huge entry needs a call for each of its pages; for a small one it is the one call that there must be.
    private static IEnumerable<int> ToldOfTooFewPages(Account a) =>
        from change in a.Changes
        where change.TakesAway && change.Said.Mm.Value != 0 && !change.IsPutBack && !a.IsReleased(change.Said.Mm, change.At)
            && BracketChecks.UsesPages(a, change) && !BracketChecks.IsBracketed(a, change)
        where BracketChecks.Pages(a, change).Distinct().Aggregate(0UL, (sum, page) => sum + page.Length) < change.Extent.Length
        select change.At;

    private static IEnumerable<int> SetBeforeNotified(Account a)
    {
        foreach (var (at, told) in a.All<PteChangeNotified>())
        {
            var section = Section(a, at, told);
            if (section is not [.., { Said.New.IsPresent: true } set] || set.Said.New.Pfn != told.New.Pfn) continue;
            var was = section[0].Said.Old;
            if (was.Pfn != told.New.Pfn || !was.IsWritable && told.New.IsWritable) yield return at;
        }
    }

    private static IEnumerable<int> NotifiedBeforeCleared(Account a)
    {
        foreach (var (at, told) in a.All<PteChangeNotified>())
        {
            var cleared = Section(a, at, told).LastOrDefault(change => change.Class == ChangeClass.Teardown);
            if (cleared is null || !a.All<TlbFlushed>().Any(flush => flush.At > cleared.At && flush.At < at && flush.Said.Mm == told.Mm && flush.Said.Header.Task == cleared.Task && !flush.Said.Deferred
                && flush.Said.Extent.Contains(cleared.Extent))) yield return at;
        }
    }

    // What the task has stored at the address since it took the lock that it holds at the call.
    private static IReadOnlyList<Change> Section(Account a, int at, PteChangeNotified told) =>
        [.. a.Stores.Where(change => change.At < at && at < change.Unlocked && change.Hold is not null && change.Task == told.Header.Task && change.Said.Mm == told.Mm
            && change.Extent.Contains(told.Address))];

    private static IEnumerable<int> MappedByChangePteAmongStarts(Account a) =>
        a.All<SecondaryMapped>().Where(told => a.Moments[told.At].Callbacks is [.., var entered] && a.Events[entered].As<CallbackEntered>().Callback == CallbackKind.ChangePte
            && a.Brackets.Count(bracket => bracket.Mm == told.Said.Mm && bracket.IsOpenAt(told.At)) > 1).Select(told => told.At);
}
