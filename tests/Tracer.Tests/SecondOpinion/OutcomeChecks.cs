namespace Tracer.Tests.SecondOpinion;

/// <summary>Section 2.7, what a device did, whatever anybody was told. S04 needs the order of values and S05 a number that the section does not name: both are left out.</summary>
internal static class OutcomeChecks
{
    internal static IReadOnlyList<SlowCheck> All { get; } =
    [
        new("S01", 0, 6, UsesFreedPages),
        new("S02", 0, 6, UsesFormerPages),
        new("S03", 0, 6, WritesToCleanedPages),
        new("S06", 0, 6, WritesToReadOnlyPages),
    ];

    private static IEnumerable<int> UsesFreedPages(Account a) =>
        a.All<SecondaryAccessed>().Where(told => PageLife.IsOver(a, told.Said.Pfn, told.Said.Generation, told.At)).Select(told => told.At)
            .Concat(a.All<SecondaryUnmapped>().Where(told => PageLife.IsOver(a, told.Said.Pfn, told.Said.Generation, told.At)).Select(told => told.At));

    private static bool Pins(Account a, DriverId driver, int at) => a.TraitsOf(driver, at) is { } traits && (traits & DriverTraits.PinsPages) != 0;

    // After range_end; an operation without a bracket is over when it returns. A page that the address never had is judged from the change on that gave it another.
    private static IEnumerable<int> UsesFormerPages(Account a)
    {
        foreach (var (at, told) in a.All<SecondaryAccessed>())
        {
            if (Pins(a, told.Driver, at)) continue;
            var changes = Touching(a, told, at).ToList();
            var taken = changes.LastOrDefault(change => change.Class is ChangeClass.Teardown or ChangeClass.Replace && !change.IsPutBack
                && Frame(change.Said.Old, change.Said.Address, told.Address) == told.Pfn) ?? changes.LastOrDefault(change => change.Class != ChangeClass.Other);
            if (taken is null || IsOver(a, taken) >= at || taken.Said.New.IsPresent && Frame(taken.Said.New, taken.Said.Address, told.Address) == told.Pfn) continue;
            var (entry, start) = a.LeafAt(told.Mm, told.Address, at);
            if (!entry.IsPresent || Frame(entry, start, told.Address) != told.Pfn) yield return at;
        }
    }

    // Through an entry that is older than the cleaning, without a new fault.
    private static IEnumerable<int> WritesToCleanedPages(Account a)
    {
        foreach (var (at, told) in Writes(a))
        {
            var set = a.All<SecondaryMapped>().LastOrDefault(mapped => mapped.At < at && mapped.Said.Driver == told.Driver && mapped.Said.Mm == told.Mm
                && AddressRange.Of(mapped.Said.Address, PageSize.Of(mapped.Said.Level)).Contains(told.Address)).At;
            if (set > 0 && Touching(a, told, at).Any(change => change.At > set && LosesBit(change, PageEntry.DirtyBit) && IsOver(a, change) < at)) yield return at;
        }
    }

    private static IEnumerable<int> WritesToReadOnlyPages(Account a)
    {
        foreach (var (at, told) in Writes(a))
        {
            var (entry, start) = a.LeafAt(told.Mm, told.Address, at);
            if (!entry.IsPresent || entry.IsWritable || Frame(entry, start, told.Address) != told.Pfn) continue;
            var taken = Touching(a, told, at).LastOrDefault(change => LosesBit(change, PageEntry.WritableBit));
            if (taken is not null && IsOver(a, taken) < at && !LosesBit(taken, PageEntry.DirtyBit)) yield return at;
        }
    }

    private static IEnumerable<(int At, SecondaryAccessed Said)> Writes(Account a) => a.All<SecondaryAccessed>().Where(told => told.Said.Write && !Pins(a, told.Said.Driver, told.At));

    private static IEnumerable<Change> Touching(Account a, SecondaryAccessed told, int at) =>
        a.Changes.Where(change => change.At < at && change.Said.Mm == told.Mm && change.Extent.Contains(told.Address));

    // Between the entry before and what lies there when the lock is dropped: mkclean clears the entry and sets a clean one.
    private static bool LosesBit(Change change, ulong bit)
    {
        var (before, after) = (change.Said.Old, change.Hold is null ? change.Said.New : change.Final);
        return change.TakesAway && after.IsPresent && after.Pfn == before.Pfn && (before.Bits & bit) != 0 && (after.Bits & bit) == 0;
    }

    private static int IsOver(Account a, Change change)
    {
        var brackets = BracketChecks.Open(a, change).Where(bracket => bracket.Range.Contains(change.Extent)).ToList();
        return brackets.Count > 0 ? brackets.Max(bracket => bracket.Over) : a.OperationEnd(change.At);
    }

    private static Pfn Frame(PageEntry entry, VirtualAddress start, VirtualAddress address) =>
        unchecked(new(entry.Pfn.Value + (long)((address.AlignDown(PageSize.Small).Value - start.Value) / PageSize.Small)));
}
