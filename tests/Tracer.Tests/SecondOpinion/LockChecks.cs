namespace Tracer.Tests.SecondOpinion;

/// <summary>Section 2.5, who holds what.</summary>
internal static class LockChecks
{
    internal static IReadOnlyList<SlowCheck> All { get; } =
    [
        new("L02", 0, 6, a => a.Changes.Where(change => change.Hold is null && !IsTearingDown(change) && IsObservable(a, change)).Select(change => change.At)),
        new("L04", 0, 6, a => a.Sleeps.Where(sleep => sleep.Rule == "L04").Select(sleep => sleep.At)),
        new("L07", 0, 6, a => a.All<LockReleased>().Where(told => !a.Moments[told.At].Held.Any(hold => hold.Lock.Lock == told.Said.Lock)).Select(told => told.At)),
        new("L08", 2, 6, a => a.All<RangeEndEntered>().Where(told => a.Moments[told.At].Held.Any(hold => hold.IsOfTables)).Select(told => told.At)),
        new("L09", 0, 0, a => a.Sleeps.Where(sleep => sleep.Rule == "L09").Select(sleep => sleep.At)),
        new("L10", 0, 1, a => a.Sleeps.Where(sleep => sleep.Rule == "L10").Select(sleep => sleep.At)),
        new("L11", 0, 0, a => a.Sleeps.Where(sleep => sleep.Rule == "L11").Select(sleep => sleep.At)),
    ];

    // Above the PMD it is page_table_lock, which a trace may not show.
    private static bool IsObservable(Account a, Change change) =>
        change.Said.Level < TableLevel.Pud || a.All<LockAcquired>().Any(told => told.At < change.At && told.Said.Class == LockClass.MmPageTable);

    // Takes tables off without a lock, when their regions are gone.
    private static bool IsTearingDown(Change change) => change.Function == "free_pgtables";
}
